/**
 * What a server does before it answers anybody: reads its configuration, notes where requests come from
 * and starts the background jobs.
 * Next would go on listening and answer 500 to everything; a server that cannot work must not look alive.
 */
export async function startUp(): Promise<void> {
  try {
    const { markClientAddresses } = await import("@/lib/platform/client-address");
    const { startBackgroundJobs } = await import("./background-jobs");
    markClientAddresses();
    startBackgroundJobs();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
