/** The identity of a venture that an article speaks of, and what people call it. */
import type { Partner, VentureMention } from './model.ts';

/** Key of a venture for which an article gives neither name nor partners: two articles need not mean the same one. */
const UNNAMED = 'new:unnamed';

/**
 * A known venture's id; for one not known yet `new:` and its partners, sorted, so that articles in any language that
 * name the same partners speak of the same candidate.
 */
export function ventureKey({
  ventureId,
  partners,
  name,
}: Pick<VentureMention, 'ventureId' | 'partners' | 'name'>): string {
  if (ventureId !== null) return ventureId;
  const parties = partners.map(partnerKey).filter(Boolean);
  if (parties.length > 0) return keyOf(parties);
  const named = slug(name ?? '');
  return named === '' ? UNNAMED : `new:${named}`;
}

/** Its company's id, or its name however it is written; empty where the name has no letter. */
export function partnerKey({ companyId, name }: Pick<Partner, 'companyId' | 'name'>): string {
  return companyId ?? slug(name);
}

/**
 * The key meant by `new:` and partners as a user writes them; null for anything else. Blanks separate partners as well:
 * an unencoded plus in a URL arrives as a blank.
 */
export function candidateKey(written: string): string | null {
  const [, named = ''] = /^new:(.+)$/.exec(folded(written)) ?? [];
  const parties = named.split(/[+\s]+/).filter(Boolean);
  return parties.length === 0 ? null : keyOf(parties);
}

const keyOf = (parties: readonly string[]): string => `new:${[...new Set(parties)].sort().join('+')}`;

/** The key made unique among all articles: an unnamed venture belongs to its article alone. */
export function keyInArticle(key: string, articleId: number): string {
  return key === UNNAMED ? `${UNNAMED}-${articleId}` : key;
}

/** True of one that has an identity beyond its article: an id, a name, or partners. */
export function isNamed(mention: VentureMention): boolean {
  return ventureKey(mention) !== UNNAMED;
}

/** The venture's name, else its partners' names; never empty. */
export function ventureName({ name, partners }: Called): string {
  const named = name?.trim() || partners.map((partner) => partner.name).join(' + ');
  return named === '' ? 'Unnamed venture' : named;
}

interface Called {
  readonly name: string | null;
  readonly partners: readonly { readonly name: string }[];
}

/** The vowels of Thai and other scripts are marks, too: without them two names would be one. */
function slug(text: string): string {
  return folded(text)
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}

/** Case, width and the accents of Latin letters do not count: abroad Ibérica is written Iberica. */
function folded(text: string): string {
  const bare = text.normalize('NFKD').replace(/(?<=\p{sc=Latin})\p{M}+/gu, '');
  return bare.normalize('NFKC').toLowerCase();
}
