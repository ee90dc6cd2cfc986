/** Any free port on this machine that no outgoing connection is lent. */
export function anyFreePort(): Promise<number>;
