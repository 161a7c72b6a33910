/**
 * Cookies of one chain of redirects: some sites set one and send every reader to the same page again, where without it they
 * do so for ever. They go back to the host that set them, to nobody else, and end with the chain.
 */

/** Kept of one chain; browsers take 50 a host. */
const MOST_COOKIES = 20;
/** Name and value, what browsers take at least (RFC 6265 section 6.1). */
const MOST_CHARACTERS = 4_096;
/** Sent with one request: many servers refuse more than 8 KB of header. */
const MOST_SENT = 6_000;

/** What may be sent back: one line of plain text, a name that has no separators. */
const PAIR = /^[\w!#$%&'*+.^`|~-]+=[\x20-\x3a\x3c-\x7e]*$/;

interface Cookie {
  readonly host: string;
  readonly pair: string;
  /** Set over https, or for it: never sent in the open. */
  readonly secure: boolean;
}

export interface ChainCookies {
  /** `lines` are the Set-Cookie headers of the answer from `url`. What is no cookie, or one too many, is left out. */
  keep(url: URL, lines: readonly string[]): void;
  /** The Cookie header for a request to `url`; '' when there is none to send. */
  headerFor(url: URL): string;
}

export function createChainCookies(clock: () => number): ChainCookies {
  // By host and name. A cookie's own domain and path are left aside: no other host gets it, and the chain is short.
  const cookies = new Map<string, Cookie>();
  return {
    keep({ host, protocol }, lines) {
      for (const line of lines) {
        const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
        if (!PAIR.test(pair) || pair.length > MOST_CHARACTERS) continue;
        const key = `${host} ${pair.slice(0, pair.indexOf('='))}`;
        if (isOver(attributes, clock())) cookies.delete(key);
        else if (cookies.has(key) || cookies.size < MOST_COOKIES) {
          const secure = protocol === 'https:' || attributes.some((one) => one.toLowerCase() === 'secure');
          cookies.set(key, { host, pair, secure });
        }
      }
    },
    headerFor({ host, protocol }) {
      let sent = '';
      for (const cookie of cookies.values()) {
        if (cookie.host !== host || (cookie.secure && protocol !== 'https:')) continue;
        if (sent.length + cookie.pair.length > MOST_SENT) continue;
        sent += sent === '' ? cookie.pair : `; ${cookie.pair}`;
      }
      return sent;
    },
  };
}

/** Whether a cookie is taken back rather than set; Max-Age counts before Expires (RFC 6265 section 4.1.2.2). */
function isOver(attributes: readonly string[], now: number): boolean {
  const written = (name: string): string | undefined =>
    attributes.find((one) => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const age = written('max-age');
  if (age !== undefined && /^-?\d+$/.test(age)) return Number(age) <= 0;
  return Date.parse(written('expires') ?? '') <= now;
}
