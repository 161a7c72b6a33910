/** What a person can do about a feed that fails, by the reason of its last failure. */
import type { FailureCode } from '../../core/errors.ts';

const PUBLISHER = 'if it goes on for days, tell the publisher or watch another feed of the site';
const ADDRESS = 'look for its new address on the site';
const CHECK = 'check its address';
const NOT_REACHED =
  'it is asked again by itself; if it goes on, open its address in a browser: where that fails too, look for its new address, else our network is kept out';
const UNREADABLE = `what came could not be read; ${PUBLISHER}`;
const OURS = 'it is asked again by itself; if it goes on, `jvwire doctor` looks for the cause here';

const REMEDIES: Readonly<Record<FailureCode, string>> = {
  'bad-encoding': UNREADABLE,
  'bad-redirect': CHECK,
  'bad-response': UNREADABLE,
  'bad-scheme': CHECK,
  'bad-url': CHECK,
  connect: NOT_REACHED,
  'cut-off': UNREADABLE,
  dns: 'see whether its address is right and its site still there; where they are, it is asked again by itself',
  'http-401': 'it asks for a login: look for a public feed',
  'http-403': 'it refuses us: ask the publisher, or watch another feed of the site',
  'http-404': ADDRESS,
  'http-410': ADDRESS,
  'http-429':
    'its host wants to be asked less and is left alone for a while; if it goes on, watch fewer feeds of it',
  'http-4xx': CHECK,
  'http-5xx': `its server fails, and it is asked again by itself; ${PUBLISHER}`,
  internal: OURS,
  'not-a-feed': 'the address shows something else now: look for the feed on the site',
  'not-a-page': 'the address shows something else now: look for the feed on the site',
  'not-stored': OURS,
  parse: UNREADABLE,
  'parse-crash': UNREADABLE,
  'parse-timeout': UNREADABLE,
  paused: 'resume its jobs',
  'private-address': 'name its host in JVWIRE_ALLOW_HOSTS if it is yours',
  robots: CHECK,
  'timeout-body': NOT_REACHED,
  'timeout-connect': NOT_REACHED,
  'timeout-headers': NOT_REACHED,
  tls: 'its certificate does not hold: tell the publisher',
  'too-large': 'it is larger than is taken: watch another feed of the site, one with fewer items',
  'too-many-redirects':
    'it leads in a circle: open its address in a browser and, where that ends at the feed, take that over with `jvwire feeds move`',
};

export const remedyOf = (code: FailureCode): string => REMEDIES[code];
