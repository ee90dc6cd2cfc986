import { lookup as resolve, type LookupAddress, type LookupOptions } from "node:dns";
import { request as httpRequest } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction } from "node:net";
import { hostOf, isLinkLocal, isPublicAddress } from "./public-addresses";

/** Longer than this nobody waits for a receiver. */
const TIMEOUT_MS = 10_000;

/** `privateAllowed`: may this installation send to its own machine and network? */
export type Posting = { url: string; headers: Record<string, string>; body: string; privateAllowed: boolean };

/**
 * Posts a message and answers the receiver's status; the body of its answer is not read and no redirect is followed.
 * Throws when there is no answer in time, or the address is one that must not be reached: decided when the
 * connection is made, by the address that the name then has, so that a name which changes its mind reaches nothing.
 */
export function postWebhook({ url, headers, body, privateAllowed }: Posting): Promise<number> {
  const target = new URL(url);
  const isEncrypted = target.protocol === "https:";
  const isOfKind = isEncrypted
    ? (address: string) => privateAllowed || isPublicAddress(address)
    : (address: string) => privateAllowed && !isPublicAddress(address);
  // Whatever is allowed: on these a machine of a cloud is told its own secrets.
  const isAllowed = (address: string) => isOfKind(address) && !isLinkLocal(address);
  const host = hostOf(target);
  // A name is looked up by the hook; an address never is.
  if (isIP(host) !== 0 && !isAllowed(host)) return Promise.reject(new Error(`The address ${host} is not one to send to.`));
  const options = {
    method: "POST",
    headers: { ...headers, "content-length": String(Buffer.byteLength(body)) },
    lookup: guardedLookup(isAllowed),
    signal: AbortSignal.timeout(TIMEOUT_MS),
    // A connection of its own: none is kept that was allowed for another receiver.
    agent: false,
  } as const;
  return new Promise((resolveStatus, reject) => {
    const sending = isEncrypted ? httpsRequest(target, options) : httpRequest(target, options);
    sending.on("error", (error) => reject(error.name === "TimeoutError" || error.name === "AbortError" ? new Error("There was no answer within 10 seconds.") : error));
    sending.on("response", (response) => {
      resolveStatus(response.statusCode ?? 0);
      // What else it wants to say could go on for ever.
      response.on("error", () => undefined);
      response.destroy();
    });
    sending.end(body);
  });
}

function guardedLookup(isAllowed: (address: string) => boolean): LookupFunction {
  return (hostname, options: LookupOptions, callback) => {
    resolve(hostname, { ...options, all: true }, (error, found: LookupAddress[]) => {
      if (error) return callback(error, []);
      const refused = found.find(({ address }) => !isAllowed(address));
      const [first] = found;
      if (refused || !first) return callback(new Error(`${hostname} leads to an address that is not one to send to.`), []);
      if (options.all) return callback(null, found);
      callback(null, first.address, first.family);
    });
  };
}
