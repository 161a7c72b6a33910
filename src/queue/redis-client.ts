/** A connection to Redis that works in the database it was given, or not at all. */
import { Redis, type RedisOptions, ReplyError } from 'ioredis';

/**
 * ioredis tells of a refused SELECT and goes on in database 0, which may be someone else's: here that breaks the connection,
 * as often as it is made.
 */
export function openClient(options: RedisOptions): Redis {
  return kept(new Redis({ ...options, replyMapping: 'legacy' }));
}

function kept<Client extends Redis>(client: Client): Client {
  const send = client.sendCommand.bind(client);
  client.sendCommand = (command, ...rest) => {
    if (command.name === 'select')
      command.promise.catch((error: unknown) => {
        if (isRefusedDatabase(error)) client.disconnect(true);
      });
    // ioredis takes the first word for one about passwords, and goes on until the connection breaks.
    if (command.name === 'hello' || command.name === 'auth')
      command.promise.catch((error: unknown) => {
        if (isProtectedMode(error)) client.emit('error', error);
      });
    return send(command, ...rest);
  };
  // BullMQ makes more connections of one.
  const duplicate = client.duplicate.bind(client);
  client.duplicate = (override) => kept(duplicate(override));
  return client;
}

/** The answer of a server that lets nobody in from elsewhere until it has a password. */
export function isProtectedMode(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('DENIED ');
}

/** The server's answer to SELECT: it has fewer databases, or lets this user into no other than 0. */
export function isRefusedDatabase(error: unknown): boolean {
  return error instanceof ReplyError && (error as { command?: { name?: string } }).command?.name === 'select';
}
