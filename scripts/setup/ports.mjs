// Ports: which one is free, and whether somebody answers there.
import { randomInt } from "node:crypto";
import { connect, createServer } from "node:net";

const PORT_MAX = 65_535;
// Linux lends from 32768 on to outgoing connections, other systems from 49152 on.
const OWN_PORTS = { first: 20_000, end: 32_768 };
const ATTEMPTS_MAX = 100;
const LOOPBACK = ["127.0.0.1", "::1"];

/**
 * True when nobody listens on the port. Both loopback addresses are asked: browsers take "localhost" for either,
 * so a stranger on the other one would be visited in our place.
 */
export async function isPortFree(port, host = "127.0.0.1") {
  const answers = await Promise.all(LOOPBACK.map((address) => isAnswered(port, address)));
  return !answers.includes(true) && (await canListen(port, host));
}

/** The first free port from `first` on. */
export async function nextFreePort(first, host = "127.0.0.1") {
  for (let port = first; port <= PORT_MAX; port += 1) {
    if (await isPortFree(port, host)) return port;
  }
  throw new Error(`No port is free from ${first} on.`);
}

/**
 * Any free port, from below those that systems lend to outgoing connections. A server on one of those can lose it for
 * good when it restarts: to a client that dials it meanwhile and is lent the very port it dials.
 */
export async function anyFreePort() {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const port = randomInt(OWN_PORTS.first, OWN_PORTS.end);
    if (await isPortFree(port)) return port;
  }
  throw new Error(`No free port was found between ${OWN_PORTS.first} and ${OWN_PORTS.end - 1}.`);
}

/** The first bytes that a server on this port sends by itself, or null when it sends none within `milliseconds`. */
export function greetingOf(port, milliseconds) {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const finish = (bytes) => {
      socket.destroy();
      resolve(bytes);
    };
    socket.setTimeout(milliseconds, () => finish(null));
    socket.on("data", finish).on("error", () => finish(null)).on("close", () => finish(null));
  });
}

function isAnswered(port, host) {
  return new Promise((resolve) => {
    const socket = connect(port, host);
    const finish = (answered) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(1_000, () => finish(false));
    socket.on("connect", () => finish(true)).on("error", () => finish(false));
  });
}

function canListen(port, host) {
  return new Promise((resolve) => {
    const server = createServer().on("error", () => resolve(false));
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
