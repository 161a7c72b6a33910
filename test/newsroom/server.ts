/** A small newsroom on loopback: every outlet a host of its own, with feeds, pages, robots rules and a log of requests. */
import { type ContentOutlet, loadOutlets } from './content.ts';
import { type Host, type LoggedRequest, startHost } from './http.ts';
import { type AbsentItem, buildSite, type PublishedArticle, type Site } from './site.ts';

/** One feed as the catalogue of feeds has it. */
export interface CatalogueFeed {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  readonly site: string;
  readonly language: string;
  readonly region: string;
  readonly kind: ContentOutlet['kind'];
  readonly enabled: true;
}

export interface RunningOutlet {
  readonly id: string;
  readonly name: string;
  readonly language: string;
  /** `http://127.0.0.1:PORT`. */
  readonly origin: string;
  readonly feedUrls: readonly string[];
}

export interface NewsroomOptions {
  /** Milliseconds before every answer; 0. */
  readonly latencyMs?: number;
  /** Milliseconds before every answer of the slow outlet; 1500. */
  readonly slowMs?: number;
  /** Only these outlets; all. */
  readonly only?: readonly string[];
}

export interface Newsroom {
  readonly outlets: readonly RunningOutlet[];
  readonly catalogue: readonly CatalogueFeed[];
  /** Articles that must be stored, each exactly once. */
  readonly published: readonly PublishedArticle[];
  /** Items that must be seen and rejected. */
  readonly absent: readonly AbsentItem[];
  /** Where each oddity is: consent, paywall, redirect, tracking, gone, robots, no-link, two-feeds, cut-feed, html-feed, slow-host. */
  readonly oddities: Readonly<Record<string, string>>;
  /** In the order of arrival; grows while the newsroom runs. */
  readonly requests: readonly LoggedRequest[];
  close(): Promise<void>;
}

/** How long the slow outlet takes: long enough to be felt, short of any usual time-out. */
const SLOW_MS = 1_500;

/** Starts every outlet on a free port of 127.0.0.1, which a client must be allowed to reach. */
export async function startNewsroom(options: NewsroomOptions = {}): Promise<Newsroom> {
  const chosen = loadOutlets().filter((outlet) => options.only?.includes(outlet.id) ?? true);
  const requests: LoggedRequest[] = [];
  const running: { outlet: ContentOutlet; host: Host; site: Site }[] = [];
  for (const outlet of chosen) {
    let site: Site | null = null;
    const host = await startHost({
      id: outlet.id,
      latencyMs: outlet.slow ? (options.slowMs ?? SLOW_MS) : (options.latencyMs ?? 0),
      answer: (path, query) => site?.routes.get(`${path}?${query}`) ?? site?.routes.get(path) ?? null,
      log: requests,
    });
    site = buildSite(outlet, host.origin);
    running.push({ outlet, host, site });
  }
  return {
    outlets: running.map(({ outlet, host }) => ({
      id: outlet.id,
      name: outlet.name,
      language: outlet.language,
      origin: host.origin,
      feedUrls: outlet.feeds.map((feed) => `${host.origin}${feed.path}`),
    })),
    catalogue: running.flatMap(({ outlet, host }) => catalogueOf(outlet, host.origin)),
    published: running.flatMap(({ site }) => site.published),
    absent: running.flatMap(({ site }) => site.absent),
    oddities: Object.assign({}, ...running.map(({ site }) => site.oddities)) as Record<string, string>,
    requests,
    close: async () => {
      await Promise.all(running.map(({ host }) => host.close()));
    },
  };
}

function catalogueOf(outlet: ContentOutlet, origin: string): CatalogueFeed[] {
  return outlet.feeds.map((feed, place) => ({
    id: place === 0 ? outlet.id : `${outlet.id}-${place + 1}`,
    name: feed.title,
    url: `${origin}${feed.path}`,
    site: `${origin}/`,
    language: outlet.language,
    region: outlet.region,
    kind: outlet.kind,
    enabled: true,
  }));
}

/** The most requests that one outlet had in hand at the same time. */
export function maxOverlap(requests: readonly LoggedRequest[], outlet?: string): number {
  const own = outlet === undefined ? requests : requests.filter((request) => request.outlet === outlet);
  return own.reduce((most, request) => Math.max(most, request.overlap), 0);
}
