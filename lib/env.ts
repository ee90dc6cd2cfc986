import { isIP } from "node:net";
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

/** A list written with commas. */
const list = z
  .string()
  .default("")
  .transform((text) => text.split(",").map((each) => each.trim()).filter((each) => each !== ""));

const countOf = (byDefault: number, most = 1_000_000_000) => z.coerce.number().int().min(1).max(most).default(byDefault);

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
  TWILIO_ACCOUNT_SID: optionalText,
  TWILIO_AUTH_TOKEN: optionalText,
  TWILIO_FROM: optionalText,
  TESSERA_CORS_ORIGINS: list.refine((origins) => origins.every(isOrigin), "must be origins such as https://app.example, with commas between them"),
  TESSERA_TRUSTED_PROXIES: list.refine((entries) => entries.every(isAddressOrNetwork), "must be addresses or networks such as 10.0.0.0/8, with commas between them"),
  TESSERA_SIGN_IN_FAILURES_MAX: countOf(10),
  TESSERA_SIGN_IN_WINDOW_SECONDS: countOf(15 * 60),
  TESSERA_CODE_COOL_DOWN_SECONDS: countOf(60),
  TESSERA_CODE_MINUTES: countOf(10),
  TESSERA_CODE_TRIES_MAX: countOf(5),
  TESSERA_WRONG_CODES_PER_DAY: countOf(20),
  TESSERA_CODES_PER_DAY: countOf(20),
  TESSERA_SIGN_UPS_PER_HOUR: countOf(300),
  TESSERA_PROOF_NIGHTS: countOf(7, 366),
  TESSERA_ENDED_RECORD_DAYS: countOf(30, 3_650),
  TESSERA_WEBHOOK_EVENT_DAYS: z.coerce.number().int().min(7).max(3_650).default(90),
  TESSERA_CALLS_PER_MINUTE: countOf(1_200),
  TESSERA_TILES_SETTLED_BEFORE_ALLOCATION: z.coerce.number().int().min(0).max(100_000).default(1_000),
  TESSERA_CALCULATIONS_PER_MINUTE: countOf(12_000),
  BANK_API_REQUIRE_VERIFIED_EMAIL: z.enum(["0", "1", "true", "false", ""]).default(""),
  TESSERA_REVERSAL_WINDOW_DAYS: z.coerce.number().int().min(0).max(3_650).default(60),
  TESSERA_WEBHOOKS_TO_PRIVATE_ADDRESSES: z.enum(["0", "1", "true", "false", ""]).default(""),
});

function isOrigin(text: string): boolean {
  return URL.canParse(text) && new URL(text).origin === text;
}

function isAddressOrNetwork(text: string): boolean {
  const [address = "", prefix, ...rest] = text.split("/");
  const version = isIP(address);
  return version !== 0 && rest.length === 0 && (prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 6 ? 128 : 32)));
}

/** A switch whose default depends on something else. */
function switchOr(text: string, byDefault: boolean): boolean {
  return text === "" ? byDefault : text === "1" || text === "true";
}

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
    secureCookies: values.NEXTAUTH_URL.startsWith("https:"),
    resendApiKey: values.RESEND_API_KEY,
    mailFrom: values.MAIL_FROM,
    uploadThingToken: values.UPLOADTHING_TOKEN,
    twilio: twilioOf(values),
    /** Web origins that may call the API from a browser. */
    corsOrigins: values.TESSERA_CORS_ORIGINS,
    /** Addresses and networks of our own proxies: what they forward about a client's address is believed. */
    trustedProxies: values.TESSERA_TRUSTED_PROXIES,
    limits: {
      signInFailuresMax: values.TESSERA_SIGN_IN_FAILURES_MAX,
      signInWindowSeconds: values.TESSERA_SIGN_IN_WINDOW_SECONDS,
      codeCoolDownSeconds: values.TESSERA_CODE_COOL_DOWN_SECONDS,
      codeMinutes: values.TESSERA_CODE_MINUTES,
      codeTriesMax: values.TESSERA_CODE_TRIES_MAX,
      wrongCodesPerDay: values.TESSERA_WRONG_CODES_PER_DAY,
      codesPerDay: values.TESSERA_CODES_PER_DAY,
      signUpsPerHour: values.TESSERA_SIGN_UPS_PER_HOUR,
      callsPerMinute: values.TESSERA_CALLS_PER_MINUTE,
      calculationsPerMinute: values.TESSERA_CALCULATIONS_PER_MINUTE,
    },
    /** A loan that was paid off is closed for good when so many days have passed in which a payment could still bounce. */
    reversalWindowDays: values.TESSERA_REVERSAL_WINDOW_DAYS,
    /** An allocation first pays its candidates what so many tiles have brought, oldest first; 0: it takes the stored balances as they are. */
    tilesSettledBeforeAllocation: values.TESSERA_TILES_SETTLED_BEFORE_ALLOCATION,
    /** For how many nights a depositor can prove the own position; the roots stay for ever. */
    proofNights: values.TESSERA_PROOF_NIGHTS,
    /** So long after their end sessions and codes are kept, and after their call the answers under keys that nobody chose. */
    endedRecordDays: values.TESSERA_ENDED_RECORD_DAYS,
    /** For how long a webhook event is kept and can be sent; what is not delivered by then is given up. */
    webhookEventDays: values.TESSERA_WEBHOOK_EVENT_DAYS,
    /** The second contract opens an account at once unless its address must be proved first. */
    bankApiRequiresVerifiedEmail: switchOr(values.BANK_API_REQUIRE_VERIFIED_EMAIL, !values.TESSERA_EMBEDDED_DATABASE),
    /** May webhooks go to addresses of this machine and its network? Only where nobody but its owner uses it. */
    webhooksToPrivateAddresses: switchOr(values.TESSERA_WEBHOOKS_TO_PRIVATE_ADDRESSES, values.TESSERA_EMBEDDED_DATABASE),
  } as const;
}

/** Text messages leave by Twilio when all three of its settings are there. */
function twilioOf(values: z.output<typeof schema>): { accountSid: string; authToken: string; from: string } | undefined {
  const { TWILIO_ACCOUNT_SID: accountSid, TWILIO_AUTH_TOKEN: authToken, TWILIO_FROM: from } = values;
  return accountSid && authToken && from ? { accountSid, authToken, from } : undefined;
}

/** Digits after the decimal point of an ISO 4217 currency, from the platform's own table (INR 2, JPY 0, KWD 3). */
function currencyExponentOf(currency: string): number {
  const format = new Intl.NumberFormat("en", { style: "currency", currency });
  return format.resolvedOptions().maximumFractionDigits ?? 2;
}

export const env = readEnvironment();
