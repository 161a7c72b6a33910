/** Settings under which jvwire runs against a newsroom on loopback, with a data folder of its own. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../store/fixtures.ts';

export interface Place {
  readonly folder: string;
  readonly database: string;
  readonly env: Record<string, string>;
}

/** `folder` is that of a test, removed after it, unless the caller has one for many tests. */
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
