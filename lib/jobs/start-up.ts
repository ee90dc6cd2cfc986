/**
 * What a server does before it answers anybody: reads its configuration and starts the background jobs.
 * Next would go on listening and answer 500 to everything; a server that cannot work must not look alive.
 */
export async function startUp(): Promise<void> {
  try {
    const { startBackgroundJobs } = await import("./background-jobs");
    startBackgroundJobs();
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
