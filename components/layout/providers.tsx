"use client";

import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import type { MoneyFormat } from "@/lib/format";
import { MoneyFormatProvider } from "./money-format";
import { cssVariablesResolver, theme } from "./theme";

type ProvidersProps = { nonce: string; moneyFormat: MoneyFormat; children: ReactNode };

/** Everything that client components expect around them. The nonce lets Mantine's style tags pass the strict policy. */
export function Providers({ nonce, moneyFormat, children }: ProvidersProps) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <MoneyFormatProvider format={moneyFormat}>{children}</MoneyFormatProvider>
      <Notifications position="top-right" limit={3} containerWidth={380} />
    </MantineProvider>
  );
}
