/** Notices, from the polls that are stored, that our own network connection (our line) is back. */
import type { ResultSink } from '../../core/ports.ts';

/** The same sink; `isDown` is what the store has concluded from all polls so far. */
export function hearLineReturn(sink: ResultSink, isDown: () => boolean, onReturn: () => void): ResultSink {
  return {
    ...sink,
    feedPolled: async (polled) => {
      const wasDown = isDown();
      const receipt = await sink.feedPolled(polled);
      if (wasDown && !isDown()) onReturn();
      return receipt;
    },
  };
}
