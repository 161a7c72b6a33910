/** The signals that ask a command to end in order. */

/** The last is what a terminal sends that is closed; Node hears it under `nohup`, too. */
const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const;

/** Calls `stop` for each such signal. Returns how to end that. */
export function onStop(stop: (signal: string) => void): () => void {
  for (const signal of SIGNALS) process.on(signal, stop);
  return () => {
    for (const signal of SIGNALS) process.off(signal, stop);
  };
}

/** Resolves with the first of them; a second one does not wait for what is in flight. */
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
