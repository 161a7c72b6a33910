/**
 * Cookies within one chain of redirects: some sites set one and redirect to the same page, again and again until it is sent
 * back. Cookies go back only to the host that set them, and are forgotten at the end of the chain.
 */

/** Cookies kept per chain; browsers keep 50 per host. */
const MOST_COOKIES = 20;
/** Longest name and value together, the least that browsers must support (RFC 6265 section 6.1). */
const MOST_CHARACTERS = 4_096;
/** Longest Cookie header: many servers refuse more than 8 KB of headers. */
const MOST_SENT = 6_000;

/** A cookie that may be sent back: one line of plain text, its name without separators. */
const PAIR = /^[\w!#$%&'*+.^`|~-]+=[\x20-\x3a\x3c-\x7e]*$/;

interface Cookie {
  readonly host: string;
  readonly pair: string;
  /** Set over https or with the Secure attribute: never sent over plain http. */
  readonly secure: boolean;
}

export interface ChainCookies {
  /** `lines` are the Set-Cookie headers of the answer from `url`. What is no cookie, or one too many, is left out. */
  keep(url: URL, lines: readonly string[]): void;
  /** The Cookie header for a request to `url`; '' when there is none to send. */
  headerFor(url: URL): string;
}

export function createChainCookies(clock: () => number): ChainCookies {
  // By host and name. The Domain and Path attributes are ignored: no other host gets the cookie, and the chain is short.
  const cookies = new Map<string, Cookie>();
  return {
    keep({ host, protocol }, lines) {
      for (const line of lines) {
        const [pair = '', ...attributes] = line.split(';').map((part) => part.trim());
        if (!PAIR.test(pair) || pair.length > MOST_CHARACTERS) continue;
        const key = `${host} ${pair.slice(0, pair.indexOf('='))}`;
        if (isExpired(attributes, clock())) cookies.delete(key);
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

/** Whether the server deletes a cookie rather than setting it; Max-Age wins over Expires (RFC 6265 section 4.1.2.2). */
function isExpired(attributes: readonly string[], now: number): boolean {
  const attribute = (name: string): string | undefined =>
    attributes.find((one) => one.toLowerCase().startsWith(`${name}=`))?.slice(name.length + 1);
  const maxAge = attribute('max-age');
  if (maxAge !== undefined && /^-?\d+$/.test(maxAge)) return Number(maxAge) <= 0;
  return Date.parse(attribute('expires') ?? '') <= now;
}
