import { expect, test } from "vitest";
import { addressOf, callerNetworkOf, trustedProxies } from "./client-address";

const proxies = trustedProxies(["10.0.0.0/8", "192.0.2.7", "2001:db8::/32"]);

test.each([
  ["a stranger's own claim is not believed", "203.0.113.9", "1.2.3.4", "203.0.113.9"],
  ["a trusted proxy's client is", "10.1.1.1", "203.0.113.9", "203.0.113.9"],
  ["only the part that trusted proxies added", "10.1.1.1", "6.6.6.6, 203.0.113.9, 192.0.2.7", "203.0.113.9"],
  ["a proxy that forwards nothing stands for itself", "10.1.1.1", undefined, "10.1.1.1"],
  ["text that is no address ends the chain", "10.1.1.1", "unknown", "10.1.1.1"],
  ["IPv4 written as IPv6", "::ffff:10.1.1.1", "::ffff:203.0.113.9", "203.0.113.9"],
  ["IPv6 networks", "2001:db8::1", "2001:4860::5", "2001:4860::5"],
])("%s", (_name, peer, forwarded, expected) => {
  expect(addressOf(peer, forwarded, proxies)).toBe(expected);
});

test.each([
  ["198.51.100.7", "198.51.100.7"],
  ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
  ["2001:db8:1:2:ffff::9", "2001:db8:1:2::/64"],
  ["2001:0db8:0001:0002::1", "2001:db8:1:2::/64"],
  ["2001:db8::1", "2001:db8:0:0::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
  ["", ""],
])("limits count %s as %s", (address, network) => {
  expect(callerNetworkOf(address)).toBe(network);
});
