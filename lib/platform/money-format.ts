import { env } from "@/lib/env";

/** How this installation writes money: what `lib/format.ts` is given on the server. */
export const moneyFormat = { currency: env.currency, exponent: env.currencyExponent, locale: env.locale } as const;
