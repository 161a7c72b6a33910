/** Opens the store: for writing under the data folder's lock, or for reading beside any writer. */
import { readFileSync } from 'node:fs';
import type { Config } from '../config.ts';
import { FaultsError, UsageError } from '../core/errors.ts';
import { builtInCatalogue, type CatalogueEntry, parseCatalogue } from '../feed/catalogue.ts';
import { GATHER_MS } from '../store/file/group-commit.ts';
import { takeLock } from '../store/file/lock.ts';
import {
  openReader as openReaderFiles,
  openStore as openStoreFiles,
  type Reader,
  type Store,
} from '../store/store.ts';

/** Takes the lock, migrates, and fills a new database with the catalogue. `command` names the holder to others. */
export function openStore(config: Config, command: string): Store {
  const catalogue = readCatalogue(config.settings.JVWIRE_CATALOGUE);
  const lock = takeLock(config.paths.lock, command, Date.now());
  try {
    const store = openStoreFiles(config.paths, Math.random, GATHER_MS);
    store.seed(
      catalogue.map(({ format: _format, note = null, selectors = null, ...entry }) => ({
        ...entry,
        note,
        selectors,
        origin: 'catalogue',
      })),
      Date.now(),
    );
    store.forgetFuture(Date.now());
    return {
      ...store,
      close: () => {
        store.close();
        lock.release();
      },
    };
  } catch (error) {
    lock.release();
    throw error;
  }
}

export function openReader(config: Config): Reader {
  return openReaderFiles(config.paths);
}

/** The feeds a new database starts with. Throws UsageError for a catalogue that cannot be used. */
export function readCatalogue(setting: string): CatalogueEntry[] {
  if (setting === 'builtin') return builtInCatalogue();
  if (setting === 'none') return [];
  try {
    return parseCatalogue(JSON.parse(readFileSync(setting, 'utf8')));
  } catch (error) {
    const where = `JVWIRE_CATALOGUE=${setting}`;
    if (error instanceof FaultsError) throw new FaultsError(where, error.faults);
    throw new UsageError(`${where}: ${(error as Error).message}`);
  }
}
