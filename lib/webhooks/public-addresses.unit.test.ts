import { expect, test } from "vitest";
import { isLinkLocal, isPublicAddress } from "./public-addresses";

test.each(["8.8.8.8", "1.1.1.1", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "2a00:1450:4001:82a::200e"])("%s is public", (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  "127.0.0.1",
  "127.255.255.254",
  "0.0.0.0",
  "10.1.2.3",
  "172.16.0.1",
  "172.31.255.255",
  "192.168.1.1",
  "169.254.169.254",
  "100.64.0.1",
  "198.18.0.1",
  "224.0.0.1",
  "255.255.255.255",
  "::",
  "::1",
  "fe80::1",
  "fc00::1",
  "fd12:3456::1",
  "ff02::1",
  "::ffff:127.0.0.1",
  "::ffff:8.8.8.8",
  "64:ff9b::7f00:1",
  "2002:7f00:1::",
  "2001:0:4136:e378::1",
  "2001:db8::1",
  "localhost",
  "",
  "0x7f.1",
])("%s is not", (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test.each([
  ["169.254.169.254", true],
  ["fe80::1", true],
  ["::ffff:169.254.169.254", true],
  ["127.0.0.1", false],
  ["10.0.0.1", false],
  ["2606:4700::1111", false],
])("%s is known on its own wire only: %s", (address, expected) => {
  expect(isLinkLocal(address)).toBe(expected);
});
