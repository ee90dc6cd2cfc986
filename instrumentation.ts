/** Runs once when the server starts: checks the configuration and starts the background jobs. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  try {
    const { startBackgroundJobs } = await import("@/lib/jobs/background-jobs");
    startBackgroundJobs();
  } catch (error) {
    // Next would go on listening and answer 500 to everything; a server that cannot work must not look alive.
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
