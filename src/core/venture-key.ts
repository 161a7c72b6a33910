/** The identity of a venture that an article speaks of. */
import type { VentureMention } from './model.ts';

/**
 * A known venture's id; for one not known yet `new:` and its partners, sorted, so that articles in any language that
 * name the same partners speak of the same candidate.
 */
export function ventureKey({ ventureId, partners, name }: VentureMention): string {
  if (ventureId !== null) return ventureId;
  const parties = partners.map((partner) => partner.companyId ?? slug(partner.name)).filter(Boolean);
  const parts = parties.length > 0 ? [...new Set(parties)].sort() : [slug(name ?? '') || 'unnamed'];
  return `new:${parts.join('+')}`;
}

function slug(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
}
