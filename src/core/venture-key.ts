/** The identity of a venture that an article speaks of, and what people call it. */
import type { VentureMention } from './model.ts';

/** Of a venture that an article tells neither name nor partners of: two articles need not mean the same. */
const UNNAMED = 'new:unnamed';

/**
 * A known venture's id; for one not known yet `new:` and its partners, sorted, so that articles in any language that
 * name the same partners speak of the same candidate.
 */
export function ventureKey({ ventureId, partners, name }: VentureMention): string {
  if (ventureId !== null) return ventureId;
  const parties = partners.map((partner) => partner.companyId ?? slug(partner.name)).filter(Boolean);
  if (parties.length > 0) return keyOf(parties);
  const named = slug(name ?? '');
  return named === '' ? UNNAMED : `new:${named}`;
}

/**
 * The key that somebody means who writes `new:` and partners; null for any other name. In the address of a page or a
 * question a plus that is not encoded arrives as a blank, which no key has.
 */
export function candidateKey(written: string): string | null {
  const [, named = ''] = /^new:(.+)$/.exec(written.normalize('NFKC').toLowerCase()) ?? [];
  const parties = named.split(/[+\s]+/).filter(Boolean);
  return parties.length === 0 ? null : keyOf(parties);
}

const keyOf = (parties: readonly string[]): string => `new:${[...new Set(parties)].sort().join('+')}`;

/** The same key among all articles: what nobody names is the venture of this one. */
export function keyInArticle(key: string, articleId: number): string {
  return key === UNNAMED ? `${UNNAMED}-${articleId}` : key;
}

/** True of one that has an identity beyond its article: an id, a name, or partners. */
export function isNamed(mention: VentureMention): boolean {
  return ventureKey(mention) !== UNNAMED;
}

/** Its name, else its partners'; never empty. */
export function ventureName({ name, partners }: Called): string {
  const named = name?.trim() || partners.map((partner) => partner.name).join(' + ');
  return named === '' ? 'Unnamed venture' : named;
}

interface Called {
  readonly name: string | null;
  readonly partners: readonly { readonly name: string }[];
}

function slug(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}
