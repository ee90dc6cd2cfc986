/** The groups of the processes that a test file has started, by the id of their first. */
const started: number[] = [];

/** Writes down a server, so that it ends with the file's tests. */
export function noteServer(pid: number): void {
  started.push(pid);
}

/** Ends every server at once: there is nobody whose request could be cut off, and the runner does not wait for a drain. */
export function endServers(): void {
  for (const pid of started.splice(0)) process.kill(-pid, "SIGKILL");
}
