/** Opens a connection to Redis that uses the database number it was given, or none. */
import { Redis, type RedisOptions, ReplyError } from 'ioredis';

/**
 * When SELECT is refused, ioredis emits an error and goes on in database 0, which may be someone else's. Here the connection
 * is closed and made again, as often as that happens.
 */
export function openClient(options: RedisOptions): Redis {
  return strict(new Redis({ ...options, replyMapping: 'legacy' }));
}

function strict<Client extends Redis>(client: Client): Client {
  const send = client.sendCommand.bind(client);
  client.sendCommand = (command, ...rest) => {
    if (command.name === 'select')
      command.promise.catch((error: unknown) => {
        if (isRefusedDatabase(error)) client.disconnect(true);
      });
    // ioredis mistakes the answer of protected mode for one about passwords, and goes on until the connection breaks.
    if (command.name === 'hello' || command.name === 'auth')
      command.promise.catch((error: unknown) => {
        if (isProtectedMode(error)) client.emit('error', error);
      });
    return send(command, ...rest);
  };
  // BullMQ duplicates connections; the copies must behave the same.
  const duplicate = client.duplicate.bind(client);
  client.duplicate = (override) => strict(duplicate(override));
  return client;
}

/** The answer of a server that lets nobody in from elsewhere until it has a password. */
export function isProtectedMode(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith('DENIED ');
}

/** The server refused SELECT: it has fewer databases, or allows this user no other than 0. */
export function isRefusedDatabase(error: unknown): boolean {
  return error instanceof ReplyError && (error as { command?: { name?: string } }).command?.name === 'select';
}
