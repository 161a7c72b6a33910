/** Reads HTTP status codes as outcomes: what is fine, what may pass, what stays as it is. */
import type { Failure, FailureCode } from '../core/errors.ts';

const SECOND_MS = 1_000;
/** A longer Retry-After counts as this. */
const MAX_RETRY_AFTER_MS = 7 * 24 * 3_600 * SECOND_MS;

const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
/** Statuses that have a failure code of their own. */
const NAMED: ReadonlyMap<number, FailureCode> = new Map([
  [401, 'http-401'],
  [403, 'http-403'],
  [404, 'http-404'],
  [410, 'http-410'],
  [429, 'http-429'],
]);
/** Request Timeout, Too Early, Too Many Requests: the only 4xx where asking again later is the remedy. */
const PASSING_4XX: ReadonlySet<number> = new Set([408, 425, 429]);

export function isRedirect(status: number): boolean {
  return REDIRECTS.has(status);
}

/**
 * The failure that a final status means, or null when its body is to be read. `retryAfter` is the header's text,
 * `now` epoch milliseconds. The caller handles redirects, and 304 to a conditional request, before.
 */
export function statusFailure(
  status: number,
  host: string,
  retryAfter: string | null,
  now: number,
): Failure | null {
  if (status === 204 || status === 205) {
    return {
      code: 'bad-response',
      action: 'drop',
      status,
      message: `${host} answered ${status}, without a body`,
    };
  }
  if (status >= 200 && status < 300) return null;
  const message = `${host} answered ${status}`;
  if (status < 400 || status > 599) {
    return {
      code: 'bad-response',
      action: 'drop',
      status,
      message: `${message}, which was not to be expected`,
    };
  }
  const passing = status >= 500 || PASSING_4XX.has(status);
  const code = NAMED.get(status) ?? (status >= 500 ? 'http-5xx' : 'http-4xx');
  const retryAt = passing ? parseRetryAfter(retryAfter, now) : null;
  const failure: Failure = { code, action: passing ? 'retry' : 'drop', status, message };
  return retryAt === null ? failure : { ...failure, retryAt };
}

/**
 * Retry-After as epoch milliseconds between `now` and seven days later: seconds, or any of the three date forms of
 * RFC 9110, with the zone as mail has it, too. Null when there is none or it cannot be read.
 */
function parseRetryAfter(value: string | null, now: number): number | null {
  const text = value?.trim() ?? '';
  const at = /^\d{1,12}$/.test(text) ? now + Number(text) * SECOND_MS : parseHttpDate(text);
  return at === null ? null : Math.min(Math.max(at, now), now + MAX_RETRY_AFTER_MS);
}

function parseHttpDate(text: string): number | null {
  const named =
    /^[A-Za-z]{3,9}, \d{1,2}[ -][A-Za-z]{3}[ -]\d{2,4} \d{2}:\d{2}:\d{2} (?:GMT|UTC|[+-]\d{4})$/.test(text);
  const asctime = /^[A-Za-z]{3} [A-Za-z]{3} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/.test(text);
  if (!named && !asctime) return null;
  const at = Date.parse(asctime ? `${text} GMT` : text);
  return Number.isNaN(at) ? null : at;
}
