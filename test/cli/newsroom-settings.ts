/** Settings under which jvwire runs against a newsroom on loopback, with a data folder of its own. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { temporaryFolder } from '../store/fixtures.ts';

export interface Place {
  readonly folder: string;
  readonly database: string;
  readonly env: Record<string, string>;
}

/** `folder` is that of a test, removed after it; lastingPlace has one for many. */
export function placeFor(
  newsroom: { readonly catalogue: readonly object[] },
  folder = temporaryFolder(),
): Place {
  const catalogue = join(folder, 'catalogue.json');
  writeFileSync(catalogue, JSON.stringify(newsroom.catalogue));
  const env = {
    JVWIRE_DATA: folder,
    JVWIRE_CATALOGUE: catalogue,
    JVWIRE_ALLOW_HOSTS: '127.0.0.1',
    JVWIRE_HOST_INTERVAL_MS: '0',
    JVWIRE_PORT: '0',
  };
  return { folder, database: join(folder, 'jvwire.db'), env };
}

/** A place for all tests of a file, until it is removed. */
export function lastingPlace(newsroom: {
  readonly catalogue: readonly object[];
}): Place & { remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'jvwire-test-'));
  return { ...placeFor(newsroom, folder), remove: () => rmSync(folder, { recursive: true, force: true }) };
}
