/** The application as a process of its own. */
export interface App {
  known: { pid: number };
  /** Waits until the application answers, and from then on passes on what it prints. */
  whenHealthy(output: NodeJS.WritableStream): Promise<void>;
  stop(): Promise<void>;
  /** Settles when it ends for any reason. */
  ended: Promise<unknown>;
}

/** Starts the application; `env` is its whole environment. */
export function spawnApp(options: { command: "start" | "dev"; host: string; port: number; env: NodeJS.ProcessEnv }): App;
