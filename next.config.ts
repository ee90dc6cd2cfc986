import type { NextConfig } from "next";

// The browser tests build into a folder of their own, so that they never disturb a running server.
const distDir = process.env.TESSERA_DIST_DIR ?? ".next";

const config: NextConfig = {
  distDir,
  poweredByHeader: false,
  reactStrictMode: true,
  // In development Next would print what forms send, passwords and codes included.
  logging: { serverFunctions: false },
  typescript: { ignoreBuildErrors: process.env.TESSERA_TYPES_CHECKED === "1" },
  serverExternalPackages: ["mysql2", "@node-rs/argon2", "pino"],
  experimental: {
    optimizePackageImports: ["@mantine/core", "@mantine/hooks", "@mantine/charts", "lucide-react"],
    serverActions: { bodySizeLimit: "6mb" },
  },
};

export default config;
