/** Input and output of our own contenders: the feeds to read, and a table of addresses and texts. */
import { readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';

/** Pages that a contender fetches at the same time. */
export const AT_ONCE = 16;

/** The addresses of the feeds, from the JSON file that is the first argument. */
export function feedUrls(): readonly string[] {
  return JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')) as string[];
}

/** Opens the database named by the second argument; returns a function that stores one article in its own transaction. */
export function openOutput(): (url: string, title: string | null, text: string) => void {
  const database = new Sqlite(process.argv[3] ?? '');
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = NORMAL');
  database.exec('CREATE TABLE articles (url TEXT PRIMARY KEY, title TEXT, text TEXT NOT NULL)');
  const insert = database.prepare('INSERT OR IGNORE INTO articles VALUES (?, ?, ?)');
  return (url, title, text) => void insert.run(url, title, text);
}

/** Calls `work` for every item, AT_ONCE at a time. Items that fail are skipped, as in a simple script. */
export async function each<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const queue = items.values();
  const worker = async (): Promise<void> => {
    for (const item of queue)
      await work(item).catch((error: unknown) => process.stderr.write(`${String(item)}: ${String(error)}\n`));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}
