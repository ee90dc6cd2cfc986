import { subscribe } from "node:diagnostics_channel";
import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";
import { env } from "@/lib/env";

/**
 * The header in which a request says where it came from. This process writes it on every request before anything
 * reads it, so a client that sends it is overwritten.
 */
const HEADER = "x-tessera-client-address";

/** Where a request came from; null where no server of ours received it (tests, the seed). */
export function clientAddressOf(headers: Headers): string | null {
  return headers.get(HEADER);
}

/** Marks every request that this process receives with the address it came from. Called once, when the server starts. */
export function markClientAddresses(): void {
  const trusted = trustedProxies(env.trustedProxies);
  subscribe("http.server.request.start", (message) => {
    const { request } = message as { request: IncomingMessage };
    request.headers[HEADER] = callerNetworkOf(addressOf(request.socket.remoteAddress ?? "", request.headers["x-forwarded-for"], trusted));
  });
}

/**
 * The nearest address that is not one of our own proxies: forwarded addresses are read from the right and believed
 * only as far as those who added them are trusted.
 * @param forwarded the X-Forwarded-For header: client, proxy, proxy
 */
export function addressOf(peer: string, forwarded: string | string[] | undefined, trusted: BlockList): string {
  const claimed = [forwarded ?? ""].flat().join(",").split(",").map((address) => address.trim());
  let nearest = plain(peer);
  while (isTrusted(nearest, trusted)) {
    const next = claimed.pop();
    if (next === undefined || isIP(plain(next)) === 0) break;
    nearest = plain(next);
  }
  return nearest;
}

/**
 * Whom limits count: an IPv4 address, or the first 64 bits of an IPv6 one. Whoever has one of the latter has 2^64 of
 * them, and with each a count of its own there would be no limit.
 */
export function callerNetworkOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const [head = "", tail] = (address.split("%")[0] ?? "").split("::");
  const written = head === "" ? [] : head.split(":");
  // Between the two colons stand as many zeros as are missing of eight groups; four are wanted.
  const missing = tail === undefined ? 0 : 8 - written.length - (tail === "" ? 0 : tail.split(":").length);
  const groups = [...written, ...Array<string>(Math.max(0, missing)).fill("0"), ...(tail ?? "").split(":")].slice(0, 4);
  return `${groups.map((group) => parseInt(group, 16).toString(16)).join(":")}::/64`;
}

/** Addresses and networks ("10.0.0.0/8") as a list that can be asked. */
export function trustedProxies(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  return list;
}

function isTrusted(address: string, trusted: BlockList): boolean {
  const version = isIP(address);
  return version !== 0 && trusted.check(address, version === 6 ? "ipv6" : "ipv4");
}

// An IPv4 client of a server that listens on both kinds is written "::ffff:192.0.2.1".
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
