/** What a database holds, as the crash tests compare it. */
import { Sqlite } from '../../src/store/file/drizzle.ts';

export interface Stored {
  /** Addresses of the stored articles, sorted. */
  readonly urls: readonly string[];
  /** Rows of articles in any state. */
  readonly rows: number;
  readonly sightings: number;
  /** Rows of the search index. */
  readonly indexed: number;
  /** Tagged articles without a tag row: a half-written article. */
  readonly halfTagged: number;
  readonly integrity: string;
  readonly orphans: number;
}

export function storedIn(database: string): Stored {
  const client = new Sqlite(database, { readonly: true });
  try {
    const number = (sql: string): number => Number(client.prepare(sql).pluck().get());
    return {
      urls: client
        .prepare("SELECT url FROM articles WHERE state = 'stored' ORDER BY url")
        .pluck()
        .all()
        .map(String),
      rows: number('SELECT count(*) FROM articles'),
      sightings: number('SELECT count(*) FROM items'),
      indexed: number('SELECT count(*) FROM articles_fts'),
      halfTagged: number(
        'SELECT count(*) FROM articles WHERE tagged = 1 AND id NOT IN (SELECT article_id FROM article_tags)',
      ),
      integrity: String(client.pragma('integrity_check', { simple: true })),
      orphans: (client.pragma('foreign_key_check') as unknown[]).length,
    };
  } finally {
    client.close();
  }
}
