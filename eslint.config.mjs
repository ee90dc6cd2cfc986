import nextVitals from "eslint-config-next/core-web-vitals";
import nextTypescript from "eslint-config-next/typescript";

/* What happens inside a file; which file may import which is the import law (.dependency-cruiser.cjs). */

const everywhere = {
  "max-lines": ["error", { max: 300, skipBlankLines: false, skipComments: false }],
  "max-depth": ["error", 3],
  "max-params": ["error", 3],
  eqeqeq: "error",
  "no-console": "error",
  "@typescript-eslint/no-explicit-any": "error",
  "@typescript-eslint/no-non-null-assertion": "error",
  "@typescript-eslint/consistent-type-imports": "off",
  "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_", ignoreRestSiblings: true }],
};

const say = (selector, message) => ({ selector, message });

const language = [
  say("TSEnumDeclaration", "Use a union of words or an `as const` object: an enum is a second way to say the same."),
  say("MemberExpression[object.property.name='query'][object.object.name='db']", "db.query.* breaks on MariaDB and corrupts bigint. Use select and join."),
];

const environment = say(
  "MemberExpression[object.name='process'][property.name='env']",
  "Configuration is parsed once, in lib/env.ts. Read `env` from there.",
);

const purity = [
  say("AwaitExpression, FunctionDeclaration[async=true], ArrowFunctionExpression[async=true]", "The core awaits nothing: if it awaits, it belongs in an operation or a store."),
  say("NewExpression[callee.name='Date'][arguments.length=0]", "The core reads no clock: take the date as an argument."),
  say("CallExpression[callee.object.name='Date'][callee.property.name='now']", "The core reads no clock: take the date as an argument."),
  say("CallExpression[callee.object.name='Math'][callee.property.name='random']", "The core has no chance in it: take a seed as an argument."),
  say("CallExpression[callee.name='parseFloat'], CallExpression[callee.property.name='toNumber']", "Money and rates never become floats. Use bigint, or Decimal for rates."),
];

const tests = ["**/*.test.ts", "**/*.test.tsx", "e2e/**", "bench/**"];

const config = [
  { ignores: [".next/**", ".test/**", ".data/**", "node_modules/**", "next-env.d.ts", "drizzle/**", "public/**", "test-results/**", "playwright-report/**"] },
  ...nextVitals,
  ...nextTypescript,
  { files: ["**/*.{ts,tsx}"], rules: { ...everywhere, "max-lines-per-function": ["error", { max: 70 }], "no-restricted-syntax": ["error", ...language, environment] } },
  { files: ["**/*.tsx"], rules: { "max-lines-per-function": ["error", { max: 120 }] } },
  { files: ["lib/core/**/*.ts"], rules: { "no-restricted-syntax": ["error", ...language, environment, ...purity] } },
  {
    files: ["app/**/*.{ts,tsx}"],
    rules: { "no-restricted-imports": ["error", { patterns: [{ group: ["@/app/*", "../*"], message: "A page imports its own route only. What two pages share is a component." }] }] },
  },
  { files: ["lib/env.ts", "next.config.ts", "drizzle.config.ts", "playwright.config.ts", "vitest.config.ts", "db/testing.ts", "instrumentation.ts", "e2e/**"], rules: { "no-restricted-syntax": ["error", ...language] } },
  { files: ["scripts/**"], rules: { "no-console": "off" } },
  { files: tests, rules: { "max-lines-per-function": "off", "max-lines": "off", "max-params": "off" } },
];

export default config;
