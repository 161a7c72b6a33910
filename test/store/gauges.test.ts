/** The probe of whether the database can be written: it fails in the words of SQLite. */
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openForWriting } from '../../src/store/database.ts';
import { probeWrite } from '../../src/store/gauges.ts';
import { temporaryFolder } from './fixtures.ts';

test('a probe that fails tells why, not which query', () => {
  const { db, client, close } = openForWriting(join(temporaryFolder(), 'jvwire.db'));
  probeWrite(db);
  client.pragma('query_only = ON');
  expect(() => probeWrite(db)).toThrow(/^attempt to write a readonly database$/);
  close();
});
