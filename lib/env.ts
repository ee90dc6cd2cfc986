import { z } from "zod";

/**
 * The whole configuration, parsed once. This is the only file that reads `process.env`.
 * A missing or malformed key stops the process with a message that names every such key.
 */
const flag = z
  .enum(["0", "1", "true", "false", ""])
  .default("0")
  .transform((text) => text === "1" || text === "true");

/** An optional setting: an empty string means "not set", as in a `.env` file with an empty right side. */
const optionalText = z
  .string()
  .optional()
  .transform((text) => (text === undefined || text === "" ? undefined : text));

const schema = z.object({
  NODE_ENV: z.enum(["development", "production", "test"]).default("development"),
  DATABASE_URL: z.string().regex(/^mysql:\/\//, "must look like mysql://user:password@host:port/database"),
  TESSERA_EMBEDDED_DATABASE: flag,
  TESSERA_DATA_DIR: z.string().min(1).default(".data"),
  TESSERA_DEMO: flag,
  TESSERA_INSTALLATION_NAME: z.string().min(1).max(80).default("Tessera Bank"),
  TESSERA_CURRENCY: z.string().regex(/^[A-Z]{3}$/, "must be an ISO 4217 code such as INR").default("INR"),
  TESSERA_LOCALE: z.string().min(2).default("en-IN"),
  TESSERA_TIME_ZONE: z.string().refine(isTimeZone, "must be an IANA time zone such as Asia/Kolkata").default("Asia/Kolkata"),
  TESSERA_LOG_LEVEL: z.enum(["trace", "debug", "info", "warn", "error", "silent"]).default("info"),
  TESSERA_POOL_SIZE: z.coerce.number().int().min(2).max(200).default(16),
  NEXTAUTH_SECRET: z.string().min(32, "must be a random text of at least 32 characters"),
  NEXTAUTH_URL: z.url().default("http://localhost:3000/api/session"),
  RESEND_API_KEY: optionalText,
  MAIL_FROM: z.string().default("Tessera <no-reply@tessera.example>"),
  UPLOADTHING_TOKEN: optionalText,
});

function isTimeZone(name: string): boolean {
  return Intl.supportedValuesOf("timeZone").includes(name) || name === "UTC";
}

function readEnvironment() {
  const parsed = schema.safeParse(process.env);
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The configuration is not complete:\n${lines.join("\n")}\n\`npm start\` makes these settings itself; see .env.example.`);
  }
  const values = parsed.data;
  return {
    mode: values.NODE_ENV,
    databaseUrl: values.DATABASE_URL,
    embeddedDatabase: values.TESSERA_EMBEDDED_DATABASE,
    poolSize: values.TESSERA_POOL_SIZE,
    dataFolder: values.TESSERA_DATA_DIR,
    demo: values.TESSERA_DEMO,
    installationName: values.TESSERA_INSTALLATION_NAME,
    currency: values.TESSERA_CURRENCY,
    currencyExponent: currencyExponentOf(values.TESSERA_CURRENCY),
    locale: values.TESSERA_LOCALE,
    timeZone: values.TESSERA_TIME_ZONE,
    logLevel: values.TESSERA_LOG_LEVEL,
    sessionSecret: values.NEXTAUTH_SECRET,
    sessionUrl: values.NEXTAUTH_URL,
    secureCookies: values.NEXTAUTH_URL.startsWith("https:"),
    resendApiKey: values.RESEND_API_KEY,
    mailFrom: values.MAIL_FROM,
    uploadThingToken: values.UPLOADTHING_TOKEN,
  } as const;
}

/** Digits after the decimal point of an ISO 4217 currency, from the platform's own table (INR 2, JPY 0, KWD 3). */
function currencyExponentOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

export const env = readEnvironment();
