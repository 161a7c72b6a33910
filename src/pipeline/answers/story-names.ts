/** Gives companies and ventures of stories the ledger's names, so that a list can be read and sorted. Pure. */
import { ventureName } from '../../core/venture-key.ts';
import type { StoryView } from '../../store/lists/story-queries.ts';
import type { Knowledge } from '../../tags/knowledge/knowledge.ts';

/** Articles name a company in their own language; one that the ledger does not know keeps that name. */
export function byLedgerNames(
  stories: readonly StoryView[],
  { companies, ventures }: Knowledge,
): StoryView[] {
  const nameOf = new Map(companies.map(({ id, name }) => [id, name]));
  const ventureOf = new Map(ventures.map(({ id, name }) => [id, name]));
  const named = <Side extends StoryView['ventures'][number]['partners'][number]>(side: Side): Side => ({
    ...side,
    name: nameOf.get(side.companyId ?? '') ?? side.name,
  });
  return stories.map((story) => ({
    ...story,
    partners: story.partners.map(named),
    ventures: story.ventures.map((venture) => {
      const partners = venture.partners.map(named);
      const name = ventureOf.get(venture.id) ?? ventureName({ name: venture.name, partners });
      return { ...venture, name, partners };
    }),
  }));
}
