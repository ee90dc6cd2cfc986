// Ports: which one is free, and whether somebody answers there.
import { connect, createServer } from "node:net";

const PORT_MAX = 65_535;
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

/** Any free port on this machine, chosen by the system. */
export function anyFreePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
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
