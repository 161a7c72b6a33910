/** How the files are opened. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { openForReading, openForWriting } from '../../src/store/file/database.ts';
import { temporaryFolder } from './fixtures.ts';

const MB = 1024 * 1024;

test('the write-ahead log that grew while someone read is given back to the disk when they have ended', () => {
  const file = join(temporaryFolder(), 'jvwire.db');
  const { client, close } = openForWriting(file);
  onTestFinished(close);
  const log = (): number => statSync(`${file}-wal`).size;
  client.exec('CREATE TABLE pages (id INTEGER PRIMARY KEY, body BLOB)');
  const write = client.prepare('INSERT INTO pages (body) VALUES (randomblob(?))');
  const reader = openForReading(file);
  reader.client.exec('BEGIN');
  reader.client.prepare('SELECT count(*) FROM pages').get();
  for (let n = 0; n < 100; n++) write.run(MB);
  expect(log()).toBeGreaterThan(100 * MB);
  reader.close();
  for (let n = 0; n < 10; n++) write.run(MB);
  expect(log()).toBeLessThan(70 * MB);
});
