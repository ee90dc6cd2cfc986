// Where things are and what the person asked for: the one reader of settings among the scripts that run before TypeScript can.
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** The folder of the checkout, without a slash at the end. */
export const root = resolve(fileURLToPath(new URL("../..", import.meta.url)));

const NODE_MAJOR_MIN = 20;
const NODE_MINOR_MIN = 19;

/** True when this Node can run Tessera. */
export function isNodeRecent(version = process.versions.node) {
  const [major, minor] = version.split(".").map(Number);
  return major > NODE_MAJOR_MIN || (major === NODE_MAJOR_MIN && minor >= NODE_MINOR_MIN);
}

/** Throws when this Node is too old. */
export function requireRecentNode() {
  if (isNodeRecent()) return;
  throw new Error(`Tessera needs Node ${NODE_MAJOR_MIN}.${NODE_MINOR_MIN} or newer; this is ${process.versions.node}.`);
}

/** Reads `.env` in the checkout; what is already set in the environment wins. Throws when this Node is too old. */
export function loadSettings() {
  requireRecentNode();
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/** The database the person brings, or null when Tessera provides its own. */
export function broughtDatabase() {
  return process.env.DATABASE_URL || null;
}

/** The private folder for database, documents and secrets. */
export function dataFolder() {
  return resolve(root, process.env.TESSERA_DATA_DIR || ".data");
}

/** Demo data: on with the embedded database, off with a brought one, unless said otherwise by name. */
export function isDemo() {
  const asked = process.env.TESSERA_DEMO;
  if (asked) return asked === "1" || asked === "true";
  return broughtDatabase() === null;
}

/** The port asked for by name, or null. Throws when `PORT` is no port. */
export function askedPort() {
  if (!process.env.PORT) return null;
  const port = Number(process.env.PORT);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error(`PORT must be a number from 1 to 65535, not "${process.env.PORT}".`);
  return port;
}

/** The address to listen on. A demo has known passwords, so it never leaves this machine. */
export function listenHost() {
  return isDemo() ? "127.0.0.1" : process.env.HOST || "127.0.0.1";
}

/**
 * The environment of the application and of every command; what the person set wins.
 * `mode` is "production" or "development"; `secrets` come from `readSecrets`.
 */
export function appEnvironment({ databaseUrl, port, secrets, mode }) {
  const embedded = broughtDatabase() === null;
  return {
    NEXTAUTH_SECRET: secrets.sessionSecret,
    NEXTAUTH_URL: `http://localhost:${port}/api/session`,
    NEXT_TELEMETRY_DISABLED: "1",
    ...withoutEmpty(process.env),
    DATABASE_URL: databaseUrl,
    TESSERA_EMBEDDED_DATABASE: embedded ? "1" : "0",
    TESSERA_DATA_DIR: dataFolder(),
    TESSERA_DEMO: isDemo() ? "1" : "0",
    PORT: String(port),
    // A build made in another mode than it is served in does not work, so this one is not left to chance.
    NODE_ENV: mode,
  };
}

/** An empty setting means "not set", as in a `.env` file with nothing after the equals sign. */
function withoutEmpty(environment) {
  return Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ""));
}
