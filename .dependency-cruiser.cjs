/** The import law: who may know whom. See AGENTS.md, "Which way imports go". */

const domains = "jobs|identity|catalog|ledger|payments|funding|loans|deposits|market|closing|notifications|storage|reports|webhooks|loan-api|bank-api|api-reference";
const testFile = "\\.test\\.tsx?$|/testing\\.ts$";

const forbid = (name, comment, from, to) => ({ name, severity: "error", comment, from: { pathNot: testFile, ...from }, to });

module.exports = {
  forbidden: [
    { name: "no-circle", severity: "error", comment: "Two files that need each other are one file, or lack a third.", from: {}, to: { circular: true } },
    forbid("core-knows-nobody", "lib/core imports itself and decimal.js only.", { path: "^lib/core/(?!fixtures/)" }, { pathNot: "^lib/core/|^node_modules/decimal\\.js/" }),
    forbid("env-is-a-leaf", "lib/env.ts and lib/format.ts know no one.", { path: "^lib/(env|format)\\.ts$" }, { path: "^(app|components|db|lib/(?!core/|env|format))" }),
    forbid("db-knows-core-only", "db imports itself, core and the configuration.", { path: "^db/" }, { path: "^(app|components|scripts|lib/(?!core/|env\\.ts))" }),
    forbid("platform-knows-no-domain", "Plumbing knows no product.", { path: "^lib/platform/" }, { path: `^(app|components|scripts|lib/(${domains})/)` }),
    forbid("components-know-schemas-and-core", "A component takes data and actions as props; it may know a domain's schemas, and types.", { path: "^components/" }, { path: `^(app/|db/|lib/(${domains})/(?!schemas\\.ts$))`, dependencyTypesNot: ["type-only"] }),
    forbid("lib-looks-down", "Nothing in lib knows a page, a component or a script.", { path: "^lib/" }, { path: "^(app|components|scripts)/" }),
    forbid("no-operation-calls-another", "What two operations share is a step.", { path: `^lib/(${domains})/operations/` }, { path: `^lib/(${domains})/operations/` }),
    forbid(
      "operations-use-own-store-only",
      "Another domain is entered by its steps and queries.",
      { path: `^lib/(${domains})/(operations/)?[^/]+\\.ts$` },
      { path: `^lib/(${domains})/[^/]*store\\.ts$`, pathNot: "^lib/($1|storage)/", dependencyTypesNot: ["type-only"] },
    ),
    forbid("identity-catalog-ledger-below", "identity, catalog and ledger know no domain that stands on them.", { path: "^lib/(identity|catalog|ledger)/" }, { path: "^lib/(funding|loans|deposits|market|closing|reports|loan-api|bank-api|api-reference)/" }),
    forbid("funding-below-loans", "funding knows no domain that stands on it.", { path: "^lib/funding/" }, { path: "^lib/(loans|deposits|market|closing|reports|loan-api|bank-api|api-reference)/" }),
    forbid("loans-and-deposits-side-by-side", "loans and deposits do not know each other, nor what stands on them.", { path: "^lib/(loans|deposits)/" }, { path: "^lib/(market|closing|reports|loan-api|bank-api|api-reference)/|^lib/(?!$1/)(loans|deposits)/" }),
    forbid("market-above-loans", "The market for tiles knows loans and their funding, not what stands on it.", { path: "^lib/market/" }, { path: "^lib/(deposits|closing|reports|loan-api|bank-api|api-reference)/" }),
    forbid("dialects-side-by-side", "A dialect knows the domains and not the other dialect.", { path: "^lib/(loan-api|bank-api)/" }, { path: "^lib/(?!$1/)(loan-api|bank-api|api-reference)/" }),
    forbid("domains-know-no-dialect", "What a contract calls things is known in its dialect only.", { path: "^lib/(closing|reports|webhooks)/" }, { path: "^lib/(loan-api|bank-api|api-reference)/" }),
    forbid("storage-and-mail-know-no-domain", "storage, notifications, webhooks and payments import no domain.", { path: "^lib/(storage|notifications|payments|webhooks)/" }, { path: `^lib/(?!$1/)(${domains})/` }),
    forbid("database-through-operations", "Pages and components reach the database through queries and operations.", { path: "^(app|components)/" }, { path: "^db/|^node_modules/(mysql2|drizzle-orm)/" }),
    forbid("product-knows-no-script", "Scripts know the product, never the reverse.", { path: "^(app|components|lib|db)/" }, { path: "^(scripts|e2e|bench)/" }),
    forbid("no-tests-in-product", "Test set-up stays in tests.", { path: "^(app|components|lib|db|scripts)/" }, { path: testFile }),
    forbid("declared-packages", "A package that is imported is declared.", {}, { dependencyTypes: ["npm-no-pkg", "npm-unknown"] }),
    forbid("resolvable", "An import that leads nowhere.", {}, { couldNotResolve: true }),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: { exportsFields: ["exports"], conditionNames: ["import", "require", "node", "default", "types"], mainFields: ["module", "main", "types"] },
  },
};
