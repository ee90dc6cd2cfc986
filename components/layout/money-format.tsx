"use client";

import { createContext, useContext, type ReactNode } from "react";
import type { MoneyFormat } from "@/lib/format";

const MoneyFormatContext = createContext<MoneyFormat>({ currency: "INR", exponent: 2, locale: "en-IN" });

/** Carries the installation's way of writing money to every client component; the root layout sets it once. */
export function MoneyFormatProvider({ format, children }: { format: MoneyFormat; children: ReactNode }) {
  return <MoneyFormatContext value={format}>{children}</MoneyFormatContext>;
}

/** The installation's way of writing money, for client components. Server components use `moneyFormat` of `@/lib/platform/money-format`. */
export function useMoneyFormat(): MoneyFormat {
  return useContext(MoneyFormatContext);
}
