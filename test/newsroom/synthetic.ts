/** A generated newsroom for load and crash tests: any number of feeds and pages, the same for the same seed. */
import { labelsOf } from './content.ts';
import { type FeedEntry, renderFeed } from './feeds.ts';
import { type Host, type LoggedRequest, type Reply, startHost } from './http.ts';
import { prose } from './prose.ts';
import { type CatalogueFeed, maxOverlap } from './server.ts';
import { TEMPLATES } from './site.ts';

export interface SyntheticOptions {
  readonly feeds: number;
  /** Articles at the start, dealt out to the feeds in turn. */
  readonly pages: number;
  readonly seed: number;
  /** Milliseconds before every answer; 0. */
  readonly latencyMs?: number;
  /** Feeds that share one host (one port); as many as make eight hosts. */
  readonly perHost?: number;
  /** The date of the newest article at the start; 2026-06-01. */
  readonly newest?: Date;
  /** Where the hosts listen; 127.0.0.1. */
  readonly address?: string;
  /** The name of the n-th host (from 0), which the reader must be able to look up; without it, its address. */
  readonly nameOf?: (host: number) => string;
}

export interface SyntheticCounts {
  readonly requests: number;
  readonly conditional: number;
  readonly notModified: number;
  /** The most requests in hand at once, by host. */
  readonly overlap: Readonly<Record<string, number>>;
}

export interface SyntheticNewsroom {
  readonly origins: readonly string[];
  readonly feedUrls: readonly string[];
  readonly catalogue: readonly CatalogueFeed[];
  /** Canonical addresses that must each be stored exactly once; grows with `publish`. */
  readonly articleUrls: ReadonlySet<string>;
  /** Those of them that speak of a venture. */
  readonly ventureUrls: ReadonlySet<string>;
  /** How many items the feeds list in all; more than there are articles, since some stand in two feeds. */
  sightings(): number;
  readonly requests: readonly LoggedRequest[];
  counts(): SyntheticCounts;
  /** Adds `n` articles, newer than all others, and returns their addresses. */
  publish(n: number): string[];
  /** Changes the text of one article; its validators and its page change, its address does not. Throws for an address that is none. */
  edit(url: string): void;
  /** Makes a feed answer otherwise from now on, null heals it. `html`: an HTML page; `cut`: half of it; `down`: 503. */
  setFault(feedUrl: string, fault: FeedFault | null): void;
  /** Spoils every second answer of every host from now on, null heals them. */
  setHostFault(fault: HostFault | null): void;
  close(): Promise<void>;
}

export type FeedFault = 'html' | 'cut' | 'down';

/** `cut`: the connection ends in mid-body; `slow`: the body takes five seconds; `down`: 503. */
export type HostFault = 'cut' | 'slow' | 'down';

const SLOW_BODY_MS = 5_000;

const HOSTS = 8;
/** Every so-manieth article is listed in the next feed too, there with tracking parameters. */
const SHARED_EVERY = 7;
const MINUTE_MS = 60_000;
const FORMATS = ['rss', 'atom', 'json'] as const;
const LAYOUTS = ['blog', 'paper', 'magazine', 'minimal', 'release'] as const;
const DEFAULT_NEWEST = new Date('2026-06-01T12:00:00Z');

interface Page {
  readonly number: number;
  readonly url: string;
  readonly path: string;
  readonly feed: number;
  readonly date: string;
  edits: number;
}

/** Starts the hosts on free ports. */
export async function startSynthetic(options: SyntheticOptions): Promise<SyntheticNewsroom> {
  const perHost = options.perHost ?? Math.max(1, Math.ceil(options.feeds / HOSTS));
  const newest = options.newest ?? DEFAULT_NEWEST;
  const requests: LoggedRequest[] = [];
  const byUrl = new Map<string, Page>();
  const listed: Page[][] = Array.from({ length: options.feeds }, () => []);
  const articleUrls = new Set<string>();
  const ventureUrls = new Set<string>();
  const hosts: Host[] = [];
  const faults = new Map<string, FeedFault>();
  let hostFault: HostFault | null = null;
  let answers = 0;

  const hostCount = Math.ceil(options.feeds / perHost);
  for (let at = 0; at < hostCount; at += 1) {
    const host: Host = await startHost({
      id: `host-${at + 1}`,
      latencyMs: options.latencyMs ?? 0,
      ...(options.address === undefined ? {} : { address: options.address }),
      ...(options.nameOf === undefined ? {} : { name: options.nameOf(at) }),
      answer: (path) => spoilt(answer(host.origin, path)),
      log: requests,
    });
    hosts.push(host);
  }
  const originOf = (feed: number): string => hosts[Math.floor(feed / perHost)]?.origin ?? '';
  const feedUrl = (feed: number): string => `${originOf(feed)}/feeds/${feed + 1}.xml`;
  const pathsOfFeeds = new Map(listed.map((_, feed) => [feedUrl(feed), feed]));

  function add(number: number, ageMinutes: number): Page {
    const feed = number % options.feeds;
    const path = `/${feed + 1}/story-${number + 1}.html`;
    const url = `${originOf(feed)}${path}`;
    const date = new Date(newest.getTime() - ageMinutes * MINUTE_MS).toISOString();
    const page: Page = { number, url, path, feed, date, edits: 0 };
    byUrl.set(url, page);
    articleUrls.add(url);
    if (prose(options.seed, number).venture) ventureUrls.add(url);
    listed[feed]?.unshift(page);
    if (options.feeds > 1 && number % SHARED_EVERY === 0) listed[(feed + 1) % options.feeds]?.unshift(page);
    return page;
  }

  function spoilt(reply: Reply | null): Reply | null {
    answers += 1;
    return reply === null || hostFault === null || answers % 2 === 0
      ? reply
      : withHostFault(reply, hostFault);
  }

  function answer(origin: string, path: string): Reply | null {
    if (path === '/robots.txt') return { type: 'text/plain', body: 'User-agent: *\nAllow: /\n' };
    const feed = pathsOfFeeds.get(`${origin}${path}`);
    if (feed !== undefined) return withFault(feedReply(feed), faults.get(`${origin}${path}`));
    const page = byUrl.get(`${origin}${path}`);
    return page === undefined ? null : pageReply(page, options.seed);
  }

  function feedReply(feed: number): Reply {
    const pages = listed[feed] ?? [];
    const entries = pages.map((page): FeedEntry => {
      const { title, paragraphs } = prose(options.seed, page.number);
      const url = page.feed === feed ? page.url : `${page.url}?utm_source=feed-${feed + 1}&utm_medium=rss`;
      return { url, title, paragraphs, date: page.date, authors: [`Desk ${feed + 1}`], section: 'Industry' };
    });
    const { body, type } = renderFeed({
      format: FORMATS[feed % FORMATS.length] ?? 'rss',
      charset: 'utf-8',
      carries: 'teaser',
      title: `Synthetic feed ${feed + 1}`,
      language: 'en',
      site: `${originOf(feed)}/`,
      url: feedUrl(feed),
      entries,
    });
    const first = pages[0];
    return first === undefined ? { body, type } : { body, type, modified: first.date };
  }

  for (let number = 0; number < options.pages; number += 1) add(number, options.pages - number);

  return {
    origins: hosts.map((host) => host.origin),
    feedUrls: [...pathsOfFeeds.keys()],
    catalogue: listed.map((_, feed) => ({
      id: `synthetic-${feed + 1}`,
      name: `Synthetic feed ${feed + 1}`,
      url: feedUrl(feed),
      site: `${originOf(feed)}/`,
      language: 'en',
      region: 'GB',
      kind: 'trade',
      enabled: true,
    })),
    articleUrls,
    ventureUrls,
    sightings: () => listed.reduce((sum, pages) => sum + pages.length, 0),
    requests,
    counts: () => ({
      requests: requests.length,
      conditional: requests.filter((request) => request.conditional).length,
      notModified: requests.filter((request) => request.status === 304).length,
      overlap: Object.fromEntries(hosts.map((host) => [host.origin, maxOverlap(requests, host.id)])),
    }),
    publish: (n) => {
      const start = byUrl.size;
      return Array.from({ length: n }, (_, at) => add(start + at, options.pages - start - at).url);
    },
    edit: (url) => {
      const page = byUrl.get(url);
      if (page === undefined) throw new Error(`no such article: ${url}`);
      page.edits += 1;
    },
    setFault: (feedUrl, fault) => {
      if (fault === null) faults.delete(feedUrl);
      else faults.set(feedUrl, fault);
    },
    setHostFault: (fault) => {
      hostFault = fault;
    },
    close: async () => {
      await Promise.all(hosts.map((host) => host.close()));
    },
  };
}

function pageReply(page: Page, seed: number): Reply {
  const { title, paragraphs } = prose(seed, page.number);
  const added =
    page.edits === 0
      ? []
      : [`Correction ${page.edits}: an earlier version of this report gave a wrong figure.`];
  const layout = LAYOUTS[page.number % LAYOUTS.length] ?? 'blog';
  const origin = page.url.slice(0, -page.path.length);
  const body = TEMPLATES[layout]({
    outlet: { name: `Synthetic ${page.feed + 1}`, language: 'en', origin },
    labels: labelsOf('en'),
    charset: 'utf-8',
    url: page.url,
    title,
    date: page.date,
    authors: [`Desk ${page.feed + 1}`],
    section: 'Industry',
    paragraphs: [...paragraphs, ...added],
    related: [],
    gated: false,
  });
  const modified = new Date(Date.parse(page.date) + page.edits * MINUTE_MS).toISOString();
  return { body, modified };
}

function withHostFault(reply: Reply, fault: HostFault): Reply {
  switch (fault) {
    case 'cut':
      return { ...reply, cut: true };
    case 'slow':
      return { ...reply, overMs: SLOW_BODY_MS };
    case 'down':
      return { status: 503, type: 'text/plain', body: 'down' };
  }
}

function withFault(reply: Reply, fault: FeedFault | undefined): Reply {
  switch (fault) {
    case undefined:
      return reply;
    case 'html':
      return { type: 'text/html', body: '<html><body><h1>Maintenance</h1></body></html>' };
    case 'cut':
      return { ...reply, body: (reply.body ?? '').slice(0, (reply.body ?? '').length / 2) };
    case 'down':
      return { status: 503, type: 'text/plain', body: 'down' };
  }
}
