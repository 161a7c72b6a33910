/** Turns what a connection threw into a failure that says what to do. */
import type { Failure } from '../core/errors.ts';
import { AddressRefused } from './connect.ts';
import { BodyError } from './decode-body.ts';

const DNS_CODES: ReadonlySet<string> = new Set([
  'EAI_AGAIN',
  'EAI_FAIL',
  'EAI_NODATA',
  'EAI_NONAME',
  'EBADNAME',
  'EBADRESP',
  'ENODATA',
  'ENOTFOUND',
  'EREFUSED',
  'ESERVFAIL',
  'ETIMEOUT',
]);
/** OpenSSL's names for certificates that do not hold, and Node's for handshakes that fail. */
const TLS_CODE =
  /^(ERR_TLS_|ERR_SSL_|CERT_|CRL_|UNABLE_TO_|SELF_SIGNED_|DEPTH_ZERO_|HOSTNAME_MISMATCH$|INVALID_CA$|INVALID_PURPOSE$|PATH_LENGTH_EXCEEDED$|EPROTO$)/;
const CONNECT_CODES: ReadonlySet<string> = new Set([
  'EACCES',
  'EADDRNOTAVAIL',
  'ECONNREFUSED',
  'EHOSTDOWN',
  'EHOSTUNREACH',
  'EINVAL',
  'ENETDOWN',
  'ENETUNREACH',
]);
const CUT_CODES: ReadonlySet<string> = new Set([
  'ECONNABORTED',
  'ECONNRESET',
  'EPIPE',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
  'UND_ERR_SOCKET',
]);

/** `inBody`: the header had arrived, so a parser error means that the answer was cut off, not that it is not HTTP. */
export function transportFailure(error: unknown, host: string, inBody: boolean): Failure {
  const fail = (code: Failure['code'], action: Failure['action'], what: string): Failure => ({
    code,
    action,
    message: `${host}: ${oneLine(what)}`,
  });
  if (error instanceof BodyError) return fail(error.code, error.action, error.message);
  if (error instanceof AddressRefused) return fail('private-address', 'drop', `refused, ${error.message}`);
  const { code, message } = describe(error);
  if (DNS_CODES.has(code)) return fail('dns', 'retry', `name does not resolve (${code})`);
  if (TLS_CODE.test(code)) return fail('tls', 'retry', `no trustworthy TLS connection (${code})`);
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'ETIMEDOUT') {
    return fail('timeout-connect', 'retry', 'no connection in time');
  }
  if (code === 'UND_ERR_HEADERS_TIMEOUT') return fail('timeout-headers', 'retry', 'no answer in time');
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return fail('too-large', 'drop', 'header of the answer is too large');
  if (CONNECT_CODES.has(code)) return fail('connect', 'retry', `cannot connect (${code})`);
  if (CUT_CODES.has(code) || (inBody && isParserError(error))) {
    return fail('cut-off', 'retry', `answer was cut off (${message})`);
  }
  if (isParserError(error)) return fail('bad-response', 'retry', `answer is not HTTP (${message})`);
  return fail('internal', 'retry', message);
}

/** By name: undici often leaves the code of this error undefined. */
function isParserError(error: unknown): boolean {
  return error instanceof Error && error.name === 'HTTPParserError';
}

/** When several addresses were tried, the first error that has a code stands for all. */
function describe(error: unknown): { code: string; message: string } {
  if (!(error instanceof Error)) return { code: '', message: String(error) };
  if (error instanceof AggregateError && !('code' in error && error.code)) {
    const first = error.errors.find((inner: unknown) => inner instanceof Error && 'code' in inner);
    if (first !== undefined) return describe(first);
  }
  return { code: 'code' in error ? String(error.code) : '', message: error.message };
}

function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 240);
}
