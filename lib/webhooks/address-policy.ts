import { isIP } from "node:net";
import { refuse } from "@/lib/platform/errors";
import { hostOf, isPublicAddress } from "./public-addresses";

/**
 * Refuses an address that could never be sent to, so that its owner learns it now and not from failed deliveries.
 * What a name leads to is decided each time a connection is made.
 */
export function checkAddress(url: string, { privateAllowed }: { privateAllowed: boolean }): void {
  const target = new URL(url);
  const { protocol } = target;
  const host = hostOf(target);
  const isHere = host === "localhost" || host.endsWith(".localhost") || (isIP(host) !== 0 && !isPublicAddress(host));
  if (!privateAllowed && isHere) refuse("input_invalid", { fields: { url: "This address is not reachable from the internet. Enter a public one." } });
  if (protocol === "https:") return;
  if (!privateAllowed) refuse("input_invalid", { fields: { url: "Enter an address that begins with https://." } });
  if (isIP(host) !== 0 && !isHere) refuse("input_invalid", { fields: { url: "Enter an address that begins with https://: only this network may be told without encryption." } });
}
