/** The daemon's control socket: commands on this machine ask it to do what only the writer may do. */
import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { damageOr } from '../core/damage.ts';
import { OperationError, UsageError } from '../core/errors.ts';
import { OPERATION_ARGUMENTS, type OperationName, type Operations } from '../core/operations.ts';
import type { Log } from '../core/ports.ts';
import { jsonLine } from '../text/shown/json-line.ts';
import {
  type Answer,
  MAX_PATH_BYTES,
  MAX_REQUEST_BYTES,
  PROTOCOL_VERSION,
  requestSchema,
} from './protocol.ts';

/** A peer that has not sent its request by then is gone. */
const REQUEST_TIMEOUT_MS = 10_000;

/** A client that does not read (Ctrl-Z, `| less`) gets no more events once it has this much unread; it still gets the result. */
const MAX_UNREAD_BYTES = 1024 * 1024;

/** How long clients have to read their answers when the server closes; one stopped with Ctrl-Z never does. */
const CLOSE_DEADLINE_MS = 1_000;

export interface ControlServer {
  /** Takes no more requests and ends the connections that are open. */
  close(): Promise<void>;
}

/**
 * Listens at `path` with mode 0600. The caller holds the data folder's lock, so a socket found there is a dead
 * daemon's. Throws OperationError when the path cannot be listened on.
 */
export async function serveControl(
  path: string,
  operations: Pick<Operations, 'call'>,
  log: Log,
): Promise<ControlServer> {
  if (Buffer.byteLength(path) > MAX_PATH_BYTES)
    throw new OperationError(
      'socket-path',
      `${path} is too long for a socket (${MAX_PATH_BYTES} bytes at most); use a data folder with a shorter path`,
    );
  removeOld(path);
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.on('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    void answer(socket, operations, log);
  });
  server.on('error', (error) => log.error({ err: error }, 'control socket'));
  await new Promise<void>((resolve, reject) => {
    // Created without rights for others: between listening and chmod nobody can slip in.
    const before = process.umask(0o177);
    server.once('error', reject).listen(path, resolve);
    process.umask(before);
  }).catch((error: unknown) => {
    throw new OperationError('socket', `cannot listen at ${path}: ${(error as Error).message}`);
  });
  chmodSync(path, 0o600);
  return {
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of open) socket.destroySoon();
      const deadline = setTimeout(() => {
        for (const socket of open) socket.destroy();
      }, CLOSE_DEADLINE_MS);
      await closed;
      clearTimeout(deadline);
    },
  };
}

function removeOld(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch (error) {
    const { message } = error as Error;
    throw new OperationError('socket', `what stands at ${path} cannot be removed (${message}); move it away`);
  }
}

async function answer(socket: Socket, operations: Pick<Operations, 'call'>, log: Log): Promise<void> {
  const send = (line: Answer): void => {
    if (socket.writable) socket.write(jsonLine(line));
  };
  // When the client leaves, only the wait for the result ends; a daemon's work goes on.
  const leaving = new AbortController();
  socket.once('close', () => leaving.abort());
  try {
    const { operation, arguments: given } = parseRequest(await readLine(socket));
    if (!(await takenUp(socket))) return void socket.destroy();
    const result = await operations.call(operation, given as never, {
      onEvent: (event) => {
        if (socket.writableLength < MAX_UNREAD_BYTES) send({ kind: 'event', event });
      },
      signal: leaving.signal,
    });
    send({ kind: 'result', result });
  } catch (error) {
    send(errorAnswer(damageOr(error), log));
  }
  socket.destroySoon();
}

/**
 * Tells the client that its request is accepted; false when the client is gone, which a write to its closed connection shows
 * at once. It may have given up because this process hung, with a message that the request is dropped: so it must be.
 */
function takenUp(socket: Socket): Promise<boolean> {
  const line: Answer = { kind: 'taken' };
  return new Promise((resolve) => socket.write(jsonLine(line), (error) => resolve(!error)));
}

function parseRequest(line: string): { operation: OperationName; arguments: unknown } {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    throw new UsageError('control request: not JSON');
  }
  const read = requestSchema.safeParse(json);
  if (!read.success) throw new UsageError('control request: not of the form {version, operation, arguments}');
  const { version, operation } = read.data;
  if (version !== PROTOCOL_VERSION)
    throw new OperationError(
      'version',
      `the daemon speaks version ${PROTOCOL_VERSION} of the control protocol and this command version ${version}; restart the daemon with the new version`,
    );
  if (!Object.hasOwn(OPERATION_ARGUMENTS, operation))
    throw new UsageError(`control request: no operation "${operation.slice(0, 50)}"`);
  return { operation: operation as OperationName, arguments: read.data.arguments };
}

function errorAnswer(error: unknown, log: Log): Answer {
  if (error instanceof UsageError)
    return { kind: 'error', usage: true, code: 'usage', message: error.message };
  if (error instanceof OperationError)
    return { kind: 'error', usage: false, code: error.code, message: error.message };
  log.error({ err: error }, 'control request failed');
  const message = error instanceof Error ? error.message : String(error);
  return { kind: 'error', usage: false, code: 'internal', message: `the daemon failed: ${message}` };
}

/** The first line that the client sends. The socket stays readable, since its end is the sign that the client has left. */
function readLine(socket: Socket): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(
      () => fail(`no request within ${REQUEST_TIMEOUT_MS / 1000} s`),
      REQUEST_TIMEOUT_MS,
    );
    const fail = (message: string): void => {
      clearTimeout(timer);
      socket.removeAllListeners('data').resume();
      reject(new UsageError(`control request: ${message}`));
    };
    socket.once('close', () => fail('the connection closed'));
    socket.on('data', (chunk: Buffer) => {
      const end = chunk.indexOf(10);
      size += chunk.length;
      chunks.push(end === -1 ? chunk : chunk.subarray(0, end));
      if (size > MAX_REQUEST_BYTES) return fail('too long');
      if (end === -1) return;
      clearTimeout(timer);
      socket.removeAllListeners('data').resume();
      resolve(Buffer.concat(chunks).toString('utf8'));
    });
  });
}
