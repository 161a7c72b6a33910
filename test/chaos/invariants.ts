/** What must be true after every round, whatever struck: everything stored once, files whole, failures with reasons. */
import { Sqlite } from '../../src/store/file/drizzle.ts';
import type { LogLine } from '../cli/service.ts';
import { storedIn } from '../cli/stored.ts';
import type { SyntheticNewsroom } from '../newsroom/synthetic.ts';

/** The longest that anything is planned ahead: a server may ask for a week of patience (status.ts), visits end within months. */
const FURTHEST_PLAN_MS = 8 * 86_400_000;
/** Of a list that is printed. */
const SHOWN = 3;

/** Each line says what is wrong; none when all is well. */
export function wrongInStore(database: string, pages: string, newsroom: SyntheticNewsroom): string[] {
  const wrong: string[] = [];
  const expect = (what: string, found: unknown, wanted: unknown): void => {
    if (found !== wanted) wrong.push(`${what}: ${String(found)} instead of ${String(wanted)}`);
  };
  const found = storedIn(database);
  const urls = new Set(found.urls);
  const missing = [...newsroom.articleUrls].filter((url) => !urls.has(url));
  const strange = found.urls.filter((url) => !newsroom.articleUrls.has(url));
  if (missing.length > 0) wrong.push(`${missing.length} not stored: ${missing.slice(0, SHOWN).join(' ')}`);
  if (strange.length > 0)
    wrong.push(`${strange.length} never published: ${strange.slice(0, SHOWN).join(' ')}`);
  const published = newsroom.articleUrls.size;
  expect('stored addresses', found.urls.length, published);
  expect('articles', found.rows, published);
  expect('articles in the search index', found.indexed, published);
  expect('sightings', found.sightings, newsroom.sightings());
  expect('half-tagged articles', found.halfTagged, 0);
  expect('integrity', found.integrity, 'ok');
  expect('broken foreign keys', found.orphans, 0);
  const client = new Sqlite(database, { readonly: true });
  try {
    client.exec(`ATTACH '${pages}' AS archive`);
    const count = (sql: string, ...given: number[]): number =>
      Number(
        client
          .prepare(`SELECT count(*) FROM ${sql}`)
          .pluck()
          .get(...given),
      );
    expect('integrity of the page archive', client.pragma('archive.integrity_check', { simple: true }), 'ok');
    expect(
      'articles without their page',
      count("articles WHERE state = 'stored' AND id NOT IN (SELECT article_id FROM archive.pages)"),
      0,
    );
    expect('articles given up', count('dead_letters'), 0);
    expect(
      'failed polls without a reason',
      count("poll_events WHERE outcome = 'failed' AND (code IS NULL OR coalesce(message, '') = '')"),
      0,
    );
  } finally {
    client.close();
  }
  return wrong;
}

/** Feeds and hosts that a wrong clock has planned. */
export function plannedTooFar(database: string): string[] {
  const client = new Sqlite(database, { readonly: true });
  try {
    const furthest = Date.now() + FURTHEST_PLAN_MS;
    const count = (what: string): number =>
      client.prepare<[number], number>(`SELECT count(*) FROM ${what}`).pluck().get(furthest) ?? 0;
    const [feeds, hosts] = [count('feeds WHERE next_poll_at > ?'), count('hosts WHERE not_before > ?')];
    return [
      ...(feeds > 0 ? [`${feeds} feeds planned too far ahead`] : []),
      ...(hosts > 0 ? [`${hosts} hosts held back too long`] : []),
    ];
  } finally {
    client.close();
  }
}

/** Articles that wait for another try although nothing says why they failed. */
export function unexplainedWaits(database: string): string[] {
  const client = new Sqlite(database, { readonly: true });
  try {
    return client
      .prepare(
        "SELECT url FROM articles WHERE state <> 'stored' AND attempts > 0 AND coalesce(last_failure, '') = ''",
      )
      .pluck()
      .all()
      .map((url) => `${url} failed and nothing says why`);
  } finally {
    client.close();
  }
}

/** What of a log line says why: at least one of these must be in a warning or an error. */
const REASONS = ['err', 'reason', 'failure', 'other', 'fix', 'database'];

/** A process that cannot start, on a full disk say, has no log yet and says why in one line. */
const REFUSAL_TO_START = /^jvwire: (?!internal error)/;

/** Messages that are the reason themselves. */
const REASONS_THEMSELVES = [
  'job of a lost worker taken up again',
  'redis was emptied, filling it again from the database',
];

export function wrongInLog(lines: readonly LogLine[], stray: readonly string[]): string[] {
  const silent = lines
    .filter(({ level }) => level === 'warn' || level === 'error' || level === 'fatal')
    .filter(({ msg }) => !REASONS_THEMSELVES.includes(String(msg)))
    .filter((line) => !REASONS.some((name) => Boolean(line[name])))
    .map((line) => `no reason in the log line ${JSON.stringify(line)}`);
  const unnamed = lines
    .filter(({ outcome }) => outcome === 'failed' || outcome === 'retry')
    .filter(({ failure }) => {
      const { code, message } = (failure ?? {}) as { code?: string; message?: string };
      return !code || !message;
    })
    .map((line) => `no reason in the log line ${JSON.stringify(line)}`);
  const outside = stray
    .filter((line) => !REFUSAL_TO_START.test(line))
    .map((line) => `outside of the log: ${line}`);
  return [...silent, ...unnamed, ...outside];
}

/** Failed polls that the store knows and the log does not, `since` (epoch ms) and before `until`: a clock that was ahead leaves others. */
export function unloggedFailures(
  database: string,
  { since, until }: { readonly since: number; readonly until: number },
  lines: readonly LogLine[],
): string[] {
  const logged = new Set(
    lines
      .filter(({ msg }) => msg === 'feed failed')
      .map(({ feedId, failure }) => `${String(feedId)} ${(failure as { code?: string } | null)?.code}`),
  );
  const client = new Sqlite(database, { readonly: true });
  try {
    return client
      .prepare(
        "SELECT feed_id || ' ' || code FROM poll_events WHERE outcome = 'failed' AND at BETWEEN ? AND ?",
      )
      .pluck()
      .all(since, until)
      .filter((failed) => !logged.has(String(failed)))
      .map((failed) => `in the store, not in the log: ${String(failed)}`);
  } finally {
    client.close();
  }
}
