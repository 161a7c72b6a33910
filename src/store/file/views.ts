/** The views through which people and their tools read the database: a stable contract, documented in docs/sql.md. */

import { OperationError } from '../../core/errors.ts';
import { TAG } from '../../core/model.ts';
import type { SqliteDatabase } from './drizzle.ts';

// Computed columns are cast: without a declared type some tools refuse to read them. Plain table columns are not cast, so
// that filters and joins on them can use the table's indexes.
const text = (expression: string, name: string): string => `CAST(${expression} AS TEXT) AS ${name}`;
const number = (expression: string, name: string): string => `CAST(${expression} AS INTEGER) AS ${name}`;
/** Epoch milliseconds as ISO 8601 UTC, as everywhere outside the store. */
const time = (expression: string, name: string): string =>
  text(`strftime('%Y-%m-%dT%H:%M:%fZ', ${expression} / 1000.0, 'unixepoch')`, name);
/** The elements of a JSON array joined into one text, in their order. */
const joined = (array: string, element: string, separator: string): string =>
  `(SELECT group_concat(one, '${separator}') FROM (SELECT ${element} AS one FROM json_each(${array}) ORDER BY key))`;

const PARTNER = `json_extract(value, '$.name') || coalesce(' (' || json_extract(value, '$.country') || ')', '')`;
// Articles keep the name that a company had when they were tagged: the latest article has the ledger's current one.
const COMPANY = `coalesce((SELECT c.name FROM article_companies c WHERE c.company_id = json_extract(p.value, '$.companyId')
      ORDER BY c.article_id DESC LIMIT 1), json_extract(p.value, '$.name'))`;
// A venture has all the partners that the ledger knows; this says whether the article itself names the partner.
const NAMED = `json_extract(p.value, '$.companyId') IS NULL OR EXISTS (SELECT 1 FROM article_companies c
      WHERE c.article_id = v.article_id AND c.company_id = json_extract(p.value, '$.companyId'))`;
const quotes = (owner: string, about: string, subject: string): string => `
  SELECT o.article_id, ${text(about, 'about')}, ${subject} AS subject,
    ${number('e.key + 1', 'rank')}, ${text("json_extract(e.value, '$.field')", 'field')},
    ${text("json_extract(e.value, '$.sentence')", 'quote')}, ${number("json_extract(e.value, '$.start')", 'start_at')},
    ${number("json_extract(e.value, '$.end')", 'end_at')}, ${text("json_extract(e.value, '$.rule')", 'rule')}
  FROM ${owner} o, json_each(o.evidence) e`;

/** Query by view name. v_articles has what lists show: no article that is known by its address alone. */
export const VIEWS: Readonly<Record<string, string>> = {
  v_articles: `SELECT a.id, a.url, a.url AS canonical_url, a.title,
      ${time('a.published_at', 'published_at')}, a.published_day, ${time('a.modified_at', 'modified_at')},
      ${time('a.first_seen_at', 'first_seen_at')}, ${time('a.fetched_at', 'fetched_at')}, a.language, a.site_name, a.feed_id,
      ${text(joined('a.authors', 'value', '; '), 'authors')}, a.summary, a.text, a.word_count,
      a.verdict, a.verdict_reason, a.confidence AS text_confidence, a.tagged, t.confidence AS tag_confidence,
      ${text("json_extract(t.evidence, '$[0].sentence')", 'best_quote')}, s.story_id,
      ${time('a.link_rot_at', 'gone_since')}, a.link_rot_code AS gone_as, a.final_url
    FROM articles a
    LEFT JOIN article_tags t ON t.article_id = a.id AND t.tag = '${TAG}'
    LEFT JOIN story_articles s ON s.article_id = a.id
    WHERE a.verdict IS NOT NULL`,
  v_article_urls: `SELECT article_id, url FROM article_urls`,
  v_tags: `SELECT article_id, tag, confidence, rules_version FROM article_tags`,
  v_evidence: `${quotes('article_tags', "'tag'", 'o.tag')}
    UNION ALL ${quotes('article_ventures', "'venture'", 'o.key')}`,
  v_venture_mentions: `SELECT article_id, ${number('position + 1', 'rank')}, key AS venture,
      venture_id AS ledger_id, name, ${text(joined('partners', PARTNER, ' + '), 'partners')},
      stage, sector, stake, amount, confidence
    FROM article_ventures`,
  v_venture_partners: `SELECT v.article_id, v.key AS venture,
      ${text("json_extract(p.value, '$.companyId')", 'company_id')}, ${text("json_extract(p.value, '$.name')", 'name')},
      ${text("json_extract(p.value, '$.country')", 'country')}, ${text(COMPANY, 'company')},
      ${number(NAMED, 'named')}
    FROM article_ventures v, json_each(v.partners) p`,
  v_ventures: `SELECT v.key AS venture, ${text('max(v.venture_id)', 'ledger_id')}, ${text('max(v.name)', 'name')},
      ${number('count(DISTINCT v.article_id)', 'articles')}, ${time('min(a.sort_at)', 'first_at')}, ${time('max(a.sort_at)', 'last_at')}
    FROM article_ventures v JOIN articles a ON a.id = v.article_id GROUP BY v.key`,
  v_company_mentions: `SELECT article_id, company_id, name, mentions FROM article_companies`,
  v_companies: `SELECT c.company_id, ${text('max(c.name)', 'name')}, ${number('count(*)', 'articles')},
      ${number('sum(c.mentions)', 'mentions')}, ${time('min(a.sort_at)', 'first_at')}, ${time('max(a.sort_at)', 'last_at')}
    FROM article_companies c JOIN articles a ON a.id = c.article_id GROUP BY c.company_id`,
  v_stories: `SELECT s.id, ${number('(SELECT count(*) FROM story_articles m WHERE m.story_id = s.id)', 'articles')},
      ${time('s.from_at', 'first_at')}, ${time('s.to_at', 'last_at')}
    FROM stories s`,
  v_story_articles: `SELECT story_id, article_id FROM story_articles`,
  v_revisions: `SELECT article_id, ${time('at', 'replaced_at')}, title, text, ${text(joined("changes, '$.kinds'", 'value', ', '), 'changed')}
    FROM revisions`,
  v_failures: `SELECT article_id, url, ${time('at', 'given_up_at')}, code, message, status AS http_status,
      attempts
    FROM dead_letters`,
  v_feeds: `SELECT id, name, url, site, language, region, kind, folder, origin, enabled,
      ${time('added_at', 'added_at')}, ${time('last_polled_at', 'last_polled_at')}, ${time('next_poll_at', 'next_poll_at')}
    FROM feeds`,
  v_sightings: `SELECT feed_id, article_id, guid, url, title,
      ${time('first_seen_at', 'first_seen_at')}, ${time('last_seen_at', 'last_seen_at')}, rejected
    FROM items`,
  v_polls: `SELECT id, feed_id, ${time('at', 'at')}, ms AS duration_ms,
      outcome, code AS failure_code, message, status AS http_status, bytes, seen, "new", known, rejected,
      ${time('next_at', 'next_at')}
    FROM poll_events`,
  v_feed_events: `SELECT feed_id, ${time('at', 'at')}, kind, message
    FROM feed_events`,
  v_blind_windows: `SELECT feed_id, ${time('"from"', 'from_at')}, ${time('until', 'until_at')},
      reason, may_have_missed
    FROM blind_windows`,
};

const CREATE = Object.entries(VIEWS).map(([name, query]) => `CREATE VIEW ${name} AS ${query.trim()}`);

/**
 * Replaces the views unless they are those of this version. They are not part of the migrations: SQLite refuses to rebuild a
 * table that a view reads, so every migration that does would have to drop and recreate them.
 */
export function ensureViews(client: SqliteDatabase): void {
  if (areCurrent(client)) return;
  client.transaction(() => {
    dropViews(client);
    for (const statement of CREATE) client.exec(statement);
  })();
}

export function dropViews(client: SqliteDatabase): void {
  for (const { name } of storedViews(client)) client.exec(`DROP VIEW "${name.replaceAll('"', '""')}"`);
}

/** Throws OperationError `database-older` when the views are not those of this version. */
export function requireViews(client: SqliteDatabase, file: string): void {
  if (areCurrent(client)) return;
  throw new OperationError(
    'database-older',
    `the views of ${file} are of another version; run \`jvwire migrate\``,
  );
}

function areCurrent(client: SqliteDatabase): boolean {
  const stored = new Set(storedViews(client).map(({ sql }) => sql));
  return stored.size === CREATE.length && CREATE.every((statement) => stored.has(statement));
}

/** Only views named `v_*` are ours; users may have created others. */
function storedViews(client: SqliteDatabase): readonly { readonly name: string; readonly sql: string }[] {
  return client
    .prepare(`SELECT name, sql FROM sqlite_master WHERE type = 'view' AND name GLOB 'v_*'`)
    .all() as { name: string; sql: string }[];
}
