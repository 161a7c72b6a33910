/** Makes the sockets to Redis, each with an error listener of its own. */
import { createConnection, type Socket } from 'node:net';
import { connect as connectTls, type TLSSocket } from 'node:tls';
import { AbstractConnector, type RedisOptions, SentinelConnector } from 'ioredis';

type Stream = Socket | TLSSocket;

/**
 * ioredis listens for the first error of a socket only. A socket that is closed during the TLS handshake has a second one,
 * which without a listener would end the process.
 */
function heard(stream: Stream): Stream {
  return stream.on('error', () => {});
}

/** To one server, or to a node of a Cluster. */
export class HeardConnector extends AbstractConnector {
  readonly #options: RedisOptions;

  /** `given`: RedisOptions, as ioredis hands them on. */
  constructor(given: unknown) {
    const options = given as RedisOptions & { readonly disconnectTimeout: number };
    super(options.disconnectTimeout);
    this.#options = options;
  }

  override async connect(): Promise<Stream> {
    const { host = 'localhost', port = 6379, tls } = this.#options;
    this.connecting = true;
    this.stream = heard(tls ? connectTls({ host, port, ...tls }) : createConnection({ host, port }));
    this.stream.once('error', (error: Error) => {
      this.firstError = error;
    });
    return this.stream;
  }
}

/** To whichever server the Sentinels name. */
export class HeardSentinelConnector extends SentinelConnector {
  /** `given`: RedisOptions, as ioredis hands them on. */
  constructor(given: unknown) {
    super(given as ConstructorParameters<typeof SentinelConnector>[0]);
  }

  override async connect(...args: Parameters<SentinelConnector['connect']>): Promise<Stream> {
    return heard(await super.connect(...args));
  }
}
