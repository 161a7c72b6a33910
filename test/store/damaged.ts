/** A database of which part was overwritten, as a broken disk leaves it. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { Sqlite } from '../../src/store/file/drizzle.ts';

/** Overwrites the first page of a table; nobody has the file open. */
export function damage(file: string, table: string): void {
  const client = new Sqlite(file);
  client.pragma('wal_checkpoint(TRUNCATE)');
  const size = Number(client.pragma('page_size', { simple: true }));
  const { page } = client.prepare('SELECT rootpage AS page FROM sqlite_master WHERE name = ?').get(table) as {
    page: number;
  };
  client.close();
  const handle = openSync(file, 'r+');
  writeSync(handle, Buffer.alloc(size, 0xee), 0, size, (page - 1) * size);
  closeSync(handle);
}
