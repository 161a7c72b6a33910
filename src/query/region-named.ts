/** Reads the country that someone named as the region of a feed: a code or an English name. */
import { UsageError } from '../core/errors.ts';
import { countries } from './codes.ts';

/** ISO 3166-1 alpha-2, or `global` for a feed of the whole world. Throws UsageError when it names no country. */
export function knownRegion(written: string): string {
  const code = countries().idOf(written);
  if (code !== null) return code === 'GLOBAL' ? 'global' : code;
  const meant = countries().nearest(written);
  throw new UsageError(`there is no country "${written}"${meant === null ? '' : `; did you mean ${meant}?`}`);
}
