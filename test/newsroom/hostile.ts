/**
 * A site that attacks its readers. It serves on 127.0.0.1, which must be allowed (`JVWIRE_ALLOW_HOSTS=127.0.0.1`, or
 * `127.0.0.1/32`); nothing else may be. A second server on 127.0.0.2 plays the intranet: it must never see a connection.
 */
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { renderFeed } from './feeds.ts';
import {
  attributePage,
  bomb,
  cut,
  drip,
  endless,
  entityBomb,
  nestedFeed,
  nestedPage,
} from './hostile-bodies.ts';
import { listen, shut } from './http.ts';
import type { CatalogueFeed } from './server.ts';

export type HostileName = keyof ReturnType<typeof attacks>;

export interface Hostile {
  readonly origin: string;
  /** Attack by name; see `attacks` for what each one is. */
  readonly urls: Readonly<Record<HostileName, string>>;
  /** Feeds: the first lists every attack and one good article, the others are attacks themselves. */
  readonly catalogue: readonly CatalogueFeed[];
  /** The one article in the first feed that is worth storing. */
  readonly goodUrl: string;
  /** Connections that reached the forbidden server: 0, or the reader has been led astray. */
  connections(): number;
  /** Responses that the site is still sending: 0 once the reader has given up on all of them. */
  open(): number;
  /** Readers of `drip` at this moment. */
  dripping(): number;
  close(): Promise<void>;
}

/** Where the forbidden server listens. On systems without this address nothing does, and the attacks still fail. */
const FORBIDDEN = '127.0.0.2';

/** Every attack and its address. */
function attacks(origin: string, forbiddenPort: number) {
  return {
    /** The metadata service of clouds. */
    metadata: 'http://169.254.169.254/latest/meta-data/',
    /** Loopback written as IPv6-mapped IPv4. */
    'mapped-loopback': `http://[::ffff:${FORBIDDEN}]:${forbiddenPort}/`,
    /** Loopback written as one decimal number. */
    'decimal-loopback': `http://2130706434:${forbiddenPort}/`,
    /** Loopback plainly. */
    loopback: `http://${FORBIDDEN}:${forbiddenPort}/`,
    /** An allowed page that redirects to the forbidden server. */
    'redirect-loopback': `${origin}/redirect-loopback`,
    /** A page that redirects to itself. */
    'redirect-loop': `${origin}/redirect-loop`,
    /** A redirect out of HTTP. */
    'redirect-file': `${origin}/redirect-file`,
    file: 'file:///etc/passwd',
    /** 1 MB of gzip that unpacks to 1 GB of zeros. */
    'gzip-bomb': `${origin}/gzip-bomb`,
    /** Says gzip and is not. */
    'bad-gzip': `${origin}/bad-gzip`,
    /** A body without end, as fast as it is read. */
    endless: `${origin}/endless`,
    /** One byte a second, for ever. */
    drip: `${origin}/drip`,
    /** Accepts the request and never answers. */
    silent: `${origin}/silent`,
    /** 5 MB of nested elements. */
    nested: `${origin}/nested`,
    /** One element with 300,000 attributes. */
    attributes: `${origin}/attributes`,
    /** The connection is cut in the middle of the body. */
    cut: `${origin}/cut`,
    /** A feed whose entities multiply to gigabytes. */
    'entity-bomb': `${origin}/entity-bomb.xml`,
    /** A feed of 5 MB of nested elements. */
    'nested-feed': `${origin}/nested-feed.xml`,
  };
}

const FEED_ATTACKS: readonly HostileName[] = [
  'gzip-bomb',
  'endless',
  'drip',
  'cut',
  'entity-bomb',
  'nested-feed',
];

/** Starts both servers on free ports. */
export async function startHostile(): Promise<Hostile> {
  const forbidden = createServer((_, response) => response.end('secret'));
  let connections = 0;
  forbidden.on('connection', () => {
    connections += 1;
  });
  const forbiddenPort = await listenForbidden(forbidden);
  let handle: RequestListener = (_, response) => response.end();
  const timers = new Set<NodeJS.Timeout>();
  let open = 0;
  const server = createServer((request, response) => {
    open += 1;
    response.once('close', () => {
      open -= 1;
    });
    handle(request, response);
  });
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const urls = attacks(origin, forbiddenPort);
  const goodUrl = `${origin}/good.html`;
  const routes = routesOf(origin, urls, goodUrl, timers);
  handle = (request, response) => {
    const route = routes.get((request.url ?? '/').split('?', 1)[0] ?? '/');
    if (route === undefined) response.writeHead(404).end();
    else route(response);
  };
  return {
    origin,
    urls,
    goodUrl,
    catalogue: [
      entry('hostile', `${origin}/feed.xml`, origin),
      ...FEED_ATTACKS.map((name) => entry(`hostile-${name}`, urls[name], origin)),
    ],
    connections: () => connections,
    open: () => open,
    dripping: () => timers.size,
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all([shut(server), forbidden.listening ? shut(forbidden) : Promise.resolve()]);
    },
  };
}

function entry(id: string, url: string, origin: string): CatalogueFeed {
  return {
    id,
    name: id,
    url,
    site: `${origin}/`,
    language: 'en',
    region: 'ZZ',
    kind: 'general',
    enabled: true,
  };
}

/** Port of the forbidden server; a plausible one where its address cannot be bound. */
function listenForbidden(server: Server): Promise<number> {
  return new Promise((resolve) => {
    server.once('error', () => resolve(80));
    server.listen(0, FORBIDDEN, () => resolve((server.address() as AddressInfo).port));
  });
}

type Route = (response: ServerResponse) => void;

function routesOf(
  origin: string,
  urls: Readonly<Record<HostileName, string>>,
  goodUrl: string,
  timers: Set<NodeJS.Timeout>,
): ReadonlyMap<string, Route> {
  const page =
    (body: string): Route =>
    (response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(body);
    };
  const redirect =
    (location: string): Route =>
    (response) => {
      response.writeHead(302, { location }).end();
    };
  return new Map<string, Route>([
    [
      '/robots.txt',
      (response) =>
        response.writeHead(200, { 'content-type': 'text/plain' }).end('User-agent: *\nAllow: /\n'),
    ],
    ['/feed.xml', (response) => sendFeed(response, origin, [...Object.values(urls), goodUrl])],
    ['/good.html', page(goodPage())],
    ['/redirect-loopback', redirect(urls.loopback)],
    ['/redirect-loop', redirect(urls['redirect-loop'])],
    ['/redirect-file', redirect(urls.file)],
    ['/gzip-bomb', bomb],
    [
      '/bad-gzip',
      (response) =>
        response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end('not gzip'),
    ],
    ['/endless', endless],
    ['/drip', (response) => drip(response, timers)],
    ['/silent', () => undefined],
    ['/nested', page(nestedPage())],
    ['/attributes', page(attributePage())],
    ['/cut', cut],
    [
      '/entity-bomb.xml',
      (response) => response.writeHead(200, { 'content-type': 'text/xml' }).end(entityBomb()),
    ],
    [
      '/nested-feed.xml',
      (response) => response.writeHead(200, { 'content-type': 'text/xml' }).end(nestedFeed()),
    ],
  ]);
}

function sendFeed(response: ServerResponse, origin: string, links: readonly string[]): void {
  const { body, type } = renderFeed({
    format: 'rss',
    charset: 'utf-8',
    carries: 'teaser',
    title: 'Hostile',
    language: 'en',
    site: `${origin}/`,
    url: `${origin}/feed.xml`,
    entries: links.map((url, at) => ({
      url,
      title: url.endsWith('/good.html') ? GOOD_TITLE : `Item ${at + 1}`,
      date: new Date(Date.UTC(2026, 0, 1, 0, at)).toISOString(),
      authors: [],
      section: 'Hostile',
      paragraphs: ['A plain description.'],
    })),
  });
  response.writeHead(200, { 'content-type': type }).end(body);
}

const GOOD_TITLE = 'Road to the plant will be widened';

function goodPage(): string {
  const paragraph =
    'The council of the town has decided to widen the road to the plant, and the work is to begin in spring. Drivers will have to take a longer way for about six weeks.';
  return `<!doctype html><html lang="en"><head><title>${GOOD_TITLE}</title></head><body><main><article><h1>${GOOD_TITLE}</h1>${`<p>${paragraph}</p>`.repeat(6)}</article></main></body></html>`;
}
