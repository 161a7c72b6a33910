/** Asks a running daemon over its control socket, as if the work were done here. */
import { createConnection, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { OperationError, UsageError } from '../core/errors.ts';
import type { PipelineEvent } from '../core/jobs.ts';
import type { Operations } from '../core/operations.ts';
import { jsonLine } from '../text/shown/json-line.ts';
import { type Answer, MAX_PATH_BYTES, PROTOCOL_VERSION } from './protocol.ts';

/** A daemon accepts a request within milliseconds, or after a write that holds it up; a suspended one never does. */
const TAKEN_UP_MS = 10_000;

/**
 * Connects to the daemon at `path`; null when none listens there. Throws OperationError for another user's socket; a call
 * throws it, too, when the daemon does not accept it in time.
 */
export async function connectControl(
  path: string,
  { takenUpMs = TAKEN_UP_MS }: { readonly takenUpMs?: number } = {},
): Promise<Operations | null> {
  // Too long for a socket, so no daemon can listen there.
  if (Buffer.byteLength(path) > MAX_PATH_BYTES) return null;
  const probe = await connect(path);
  if (!probe) return null;
  probe.destroy();
  return {
    call: async (name, given, { onEvent = () => {}, signal } = {}) => {
      const socket = await connect(path);
      if (!socket) throw new OperationError('daemon-gone', 'the daemon has stopped; try again');
      socket.write(jsonLine({ version: PROTOCOL_VERSION, operation: name, arguments: given }));
      return (await resultFrom(socket, takenUpMs, onEvent, signal)) as never;
    },
    close: async () => {},
  };
}

function connect(path: string): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = createConnection(path);
    socket.once('connect', () => resolve(socket));
    socket.once('error', (error: NodeJS.ErrnoException) => {
      // No file, or the file of a daemon that died: nobody listens.
      if (error.code === 'ENOENT' || error.code === 'ECONNREFUSED') resolve(null);
      else if (error.code === 'EACCES')
        reject(
          new OperationError('not-allowed', `${path} belongs to another user; run this as the daemon's user`),
        );
      else reject(new OperationError('control', `cannot reach the daemon at ${path}: ${error.message}`));
    });
  });
}

const GOES_ON = 'the daemon goes on with it; `jvwire status` shows what it is doing';

function resultFrom(
  socket: Socket,
  takenUpMs: number,
  onEvent: (event: PipelineEvent) => void,
  signal: AbortSignal | undefined,
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    let taken = false;
    const leave = (): void => void socket.destroy();
    signal?.addEventListener('abort', leave);
    // It may have been aborted while the connection was made.
    if (signal?.aborted) leave();
    const deadline = setTimeout(() => {
      reject(
        new OperationError(
          'daemon-hangs',
          `the daemon does not answer (${takenUpMs / 1000} s); it drops this request should it go on; \`jvwire doctor\` names its process, its log may say why: restart it`,
        ),
      );
      leave();
    }, takenUpMs);
    socket.on('error', leave).once('close', () => {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', leave);
      // Without effect when an answer has settled the promise already.
      reject(
        signal?.aborted
          ? new OperationError('left', taken ? GOES_ON : 'the daemon had not taken it up, and drops it')
          : new OperationError(
              'daemon-gone',
              'the daemon stopped before it answered; its next start does what is due then',
            ),
      );
    });
    const lines = createInterface({ input: socket });
    // A daemon that is killed with something unread resets the connection; the lines say so beside the socket.
    lines.on('error', leave).on('line', (line) => {
      const answer = parseAnswer(line);
      // The last line of a daemon that died while it wrote is half a line.
      if (!answer) return leave();
      clearTimeout(deadline);
      taken = true;
      if (answer.kind === 'taken') return;
      if (answer.kind === 'event') return onEvent(answer.event);
      if (answer.kind === 'result') resolve(answer.result);
      else
        reject(
          answer.usage ? new UsageError(answer.message) : new OperationError(answer.code, answer.message),
        );
      leave();
    });
  });
}

function parseAnswer(line: string): Answer | null {
  try {
    return JSON.parse(line) as Answer;
  } catch {
    return null;
  }
}
