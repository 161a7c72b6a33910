/** Errors with a stable code that say what the caller must do; expected outcomes are return values, not errors. */

/**
 * What went wrong with one feed or article, and what to do about it.
 * `retry`: the cause may pass (time-outs, 5xx); `drop`: asking again gives the same (404, refused address).
 */
export interface Failure {
  readonly code: FailureCode;
  readonly action: 'retry' | 'drop';
  /** One line for people: what and where. */
  readonly message: string;
  /** HTTP status, when there was an answer. */
  readonly status?: number;
  /** Not to be retried before this time (epoch ms): the server's Retry-After, or the end of what blocks it here. */
  readonly retryAt?: number;
  /** The bot protection that answered instead of the site, when it was recognised. */
  readonly challenge?: Challenge;
}

export interface Challenge {
  /** Its vendor: `Cloudflare`, `DataDome` ... */
  readonly vendor: string;
  /** What it was recognised by, for people to read. */
  readonly sign: string;
}

export function isFailure(value: unknown): value is Failure {
  return typeof value === 'object' && value !== null && 'action' in value && 'code' in value;
}

export const FAILURE_CODES = [
  // before any connection
  'bad-url',
  'bad-scheme',
  'private-address',
  'robots',
  'dns',
  // on the way
  'connect',
  'tls',
  'timeout-connect',
  'timeout-headers',
  'timeout-body',
  'cut-off',
  'too-large',
  'too-many-redirects',
  'bad-redirect',
  'bad-encoding',
  'bad-response',
  // the server's answer
  'http-401',
  'http-403',
  'http-404',
  'http-410',
  'http-429',
  'http-4xx',
  'http-5xx',
  // reading what came
  'not-a-feed',
  'not-a-page',
  'parse',
  'parse-timeout',
  'parse-crash',
  'internal',
  // not tried at all
  'paused',
  // the database could not be written: the result was lost, or no try was made
  'not-stored',
] as const;
export type FailureCode = (typeof FAILURE_CODES)[number];

/** A document that is no feed, or no readable page; `code` is stable. */
export class DocumentError extends Error {
  readonly code: 'not-a-feed' | 'not-a-page' | 'parse';
  constructor(code: DocumentError['code'], message: string) {
    super(message);
    this.name = 'DocumentError';
    this.code = code;
  }
}

/** The user asked for something that cannot be: printed as one line, exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Mistakes listed in one message; a mistake made a hundred times need not be read a hundred times. */
const SHOWN_FAULTS = 10;

/** Mistakes in a file of the user's. `message` lists them on one line; `lines` has one line each, for a terminal. */
export class FaultsError extends UsageError {
  readonly faults: readonly string[];
  readonly lines: readonly string[];

  /** `where` names the file; each fault says the place in it and the reason. */
  constructor(where: string, faults: readonly string[]) {
    const more = faults.length - SHOWN_FAULTS;
    const shown = [...faults.slice(0, SHOWN_FAULTS), ...(more > 0 ? [`and ${more} more`] : [])];
    super(`${where}: ${shown.join('; ')}`);
    this.faults = faults;
    this.lines =
      shown.length === 1
        ? [this.message]
        : [`${where}: ${faults.length} mistakes`, ...shown.map((line) => `  ${line}`)];
  }
}

/** Something outside the user's command stands in the way (lock held, database newer): one line, exit code 1. */
export class OperationError extends Error {
  override readonly name = 'OperationError';
  readonly code: string;
  /** The id that was probably meant, for doors that say it in their own words. */
  readonly meant: string | null;
  constructor(code: string, message: string, meant: string | null = null) {
    super(message);
    this.code = code;
    this.meant = meant;
  }
}

/** HTTP status by the code of an OperationError; any other code is a conflict with the current state (409). */
const OPERATION_STATUS: Readonly<Record<string, 404 | 422 | 503>> = {
  'not-found': 404,
  'not-a-feed': 422,
  database: 503,
  damaged: 503,
  'database-rights': 503,
  'no-database': 503,
  redis: 503,
  internal: 503,
};

/** The HTTP status of an error, the same in the API and on the pages. */
export const operationStatus = ({ code }: OperationError): 404 | 409 | 422 | 503 =>
  OPERATION_STATUS[code] ?? 409;
