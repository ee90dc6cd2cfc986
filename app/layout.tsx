import "./globals.css";
import "@mantine/core/styles.layer.css";
import "@mantine/charts/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import { ColorSchemeScript, mantineHtmlProps } from "@mantine/core";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import type { ReactNode } from "react";
import { moneyFormat } from "@/lib/platform/money-format";
import { Providers } from "@/components/layout/providers";
import { env } from "@/lib/env";

// A page made ahead of time cannot carry a fresh nonce, so no page is.
export const dynamic = "force-dynamic";

export const metadata: Metadata = {
  title: { default: env.installationName, template: `%s · ${env.installationName}` },
  description: "A lending bank where every loan is a mosaic of many depositors' tiles.",
  robots: { index: false },
};

export const viewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f7f5" },
    { media: "(prefers-color-scheme: dark)", color: "#101217" },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const nonce = (await headers()).get("x-nonce") ?? "";
  return (
    <html lang="en" className={GeistSans.variable} {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript nonce={nonce} defaultColorScheme="auto" />
      </head>
      <body>
        <Providers nonce={nonce} moneyFormat={moneyFormat}>
          {children}
        </Providers>
      </body>
    </html>
  );
}
