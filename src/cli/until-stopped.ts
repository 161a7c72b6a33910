/** The signals that ask a command to shut down in good order. */

/** SIGHUP comes when the terminal is closed; with a handler, Node gets it even under `nohup`. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Calls `stop` for every such signal, until the returned function is called. */
export function onStop(stop: (signal: string) => void): () => void {
  for (const signal of SIGNALS) process.on(signal, stop);
  return () => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
}

/** Resolves with the first signal; the second ends the process at once, with exit code 1. */
export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    let stopping = false;
    onStop((signal) => {
      if (stopping) process.exit(1);
      stopping = true;
      resolve(signal);
    });
  });
}
