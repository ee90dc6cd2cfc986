import { afterAll } from "vitest";
import { endServers } from "./servers";

// Here and not where they are started: that is inside of hooks, in which the runner takes no other hook.
afterAll(() => endServers());
