/** Waits for the signal that ends a service. */

/** Resolves with the first SIGTERM or SIGINT; a second one does not wait for what is in flight. */
export function untilStopped(): Promise<string> {
  return new Promise((resolve) => {
    let stopping = false;
    const stop = (signal: string): void => {
      if (stopping) process.exit(1);
      stopping = true;
      resolve(signal);
    };
    process.on('SIGTERM', stop).on('SIGINT', stop);
  });
}
