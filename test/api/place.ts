/** A place for a daemon that lasts for all tests of a file. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export function lastingPlace(newsroom: { readonly catalogue: readonly object[] }) {
  const folder = mkdtempSync(join(tmpdir(), 'jvwire-test-'));
  const catalogue = join(folder, 'catalogue.json');
  writeFileSync(catalogue, JSON.stringify(newsroom.catalogue));
  return {
    env: {
      JVWIRE_DATA: folder,
      JVWIRE_CATALOGUE: catalogue,
      JVWIRE_ALLOW_HOSTS: '127.0.0.1',
      JVWIRE_HOST_INTERVAL_MS: '0',
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
