import { BlockList, isIPv4, isIPv6 } from "node:net";

/* Which addresses are out in the internet. A webhook's address is chosen by a partner: it must not reach what only this machine or its network can. */

const notPublicV4 = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  notPublicV4.addSubnet(network, prefix, "ipv4");
}

const globalV6 = new BlockList();
globalV6.addSubnet("2000::", 3, "ipv6");

// Inside 2000::/3, but special: tunnels that end at an IPv4 address of anybody's choice, and documentation.
const notPublicV6 = new BlockList();
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["3fff::", 20],
] as const) {
  notPublicV6.addSubnet(network, prefix, "ipv6");
}

const linkLocal = new BlockList();
linkLocal.addSubnet("169.254.0.0", 16, "ipv4");
linkLocal.addSubnet("fe80::", 10, "ipv6");

/** The host of an address, without the brackets of IPv6. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}

/** Is this an address that only the same wire knows? */
export function isLinkLocal(address: string): boolean {
  return linkLocal.check(address, isIPv6(address) ? "ipv6" : "ipv4");
}

/** Is this IP address reachable from everywhere? What is no address is not. */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !notPublicV4.check(address, "ipv4");
  return isIPv6(address) && globalV6.check(address, "ipv6") && !notPublicV6.check(address, "ipv6");
}
