// The commands of the bank itself, written in TypeScript.
import { join } from "node:path";
import { root } from "./settings.mjs";

/** The arguments for Node that run scripts/commands/<name>.ts; modules see the same "server" as inside the framework. */
export function commandArguments(name, args = []) {
  return ["--conditions=react-server", "--import", import.meta.resolve("tsx"), join(root, "scripts/commands", `${name}.ts`), ...args];
}
