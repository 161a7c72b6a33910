/** A feed's id, made of its name or address: short, readable, fit for a command line. */
import { foldWords } from '../text/search/search-units.ts';
import { siteOf } from '../text/url/url.ts';

const MAX_LENGTH = 40;

/** At most 40 characters, from the name or else the site; `feed` if neither yields any. Not unique: the store numbers ids that are taken. */
export function feedId(name: string | null, url: string): string {
  return slug(name ?? '') || slug(siteOf(url)) || 'feed';
}

function slug(text: string): string {
  return foldWords(text)
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, MAX_LENGTH)
    .replace(/^-+|-+$/g, '');
}
