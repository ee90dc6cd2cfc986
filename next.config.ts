import type { NextConfig } from "next";

// The browser tests build into a folder of their own, so that they never disturb a running server.
const distDir = process.env.TESSERA_DIST_DIR ?? ".next";

/** What a browser sends when it wants a page here, and the framework's own client for a navigation, a prefetch or an action. */
const pageRequests = [
  { type: "header" as const, key: "accept", value: ".*text/html.*" },
  ...["rsc", "next-router-state-tree", "next-router-prefetch", "next-action"].map((key) => ({ type: "header" as const, key })),
];

const config: NextConfig = {
  distDir,
  poweredByHeader: false,
  reactStrictMode: true,
  // In development Next would print what forms send, passwords and codes included.
  logging: { serverFunctions: false },
  typescript: { ignoreBuildErrors: process.env.TESSERA_TYPES_CHECKED === "1" },
  // The second contract's addresses are at the root; its handlers live under /api with all others.
  rewrites: async () => ({
    beforeFiles: [
      { source: "/", missing: pageRequests, destination: "/api/bank" },
      { source: "/login", destination: "/api/bank/login" },
      { source: "/register", destination: "/api/bank/register" },
      { source: "/user/:path*", destination: "/api/bank/user/:path*" },
    ],
    afterFiles: [],
    fallback: [],
  }),
  serverExternalPackages: ["mysql2", "@node-rs/argon2", "pino"],
  experimental: {
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@mantine/charts", "lucide-react"],
    serverActions: { bodySizeLimit: "6mb" },
  },
};

export default config;
