/** Any free port on this machine, chosen by the system. */
export function anyFreePort(): Promise<number>;
