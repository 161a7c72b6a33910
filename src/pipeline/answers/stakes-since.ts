/** Stakes of a venture that articles state and the ledger's entry does not have yet. Pure. */
import type { Stage } from '../../core/model.ts';
import type { StoredMention } from '../../store/lists/venture-mentions.ts';
import { figuresIn } from '../../stories/figures.ts';
import type { Venture } from '../../tags/knowledge/knowledge.ts';

/**
 * Stakes as stated on or after the day on which the entry was checked, or, where the venture was restructured before that, from
 * the first report of the latest restructuring on: each value once, as first stated. Shares of the entry's partners, sums of
 * them and what they leave of the whole are not among them. `events`: of the venture, in order of time.
 */
export function stakesSince(
  mentions: readonly StoredMention[],
  known: Venture | undefined,
  events: readonly { readonly stage: Stage; readonly day: string }[],
): string[] {
  const stakes = (known?.partners ?? []).flatMap(({ stake }) => stake ?? []);
  if (known === undefined || stakes.length === 0) return [];
  const restructured = events.findLast(({ stage }) => stage === 'restructured')?.day;
  const [from = null] = [known.checked, restructured].flatMap((day) => day ?? []).sort();
  if (from === null) return [];
  const stated = mentions
    .filter(({ day }) => day >= from)
    .flatMap(({ stake, language }) => (stake === null ? [] : [{ stake, language }]));
  const other = new Map<string, string>();
  for (const { stake, language } of stated) {
    const percents = percentsIn(stake, language);
    const value = percents.join(' ');
    if (!agrees(percents, stakes) && !other.has(value)) other.set(value, stake);
  }
  return [...other.values()];
}

const percentsIn = (stake: string, language: string | null): number[] =>
  figuresIn(
    stake
      .replace(/fifty[- ]fifty/giu, '50:50')
      .replace(/(?<=\d)\s?[:/-]\s?(?=\d)/gu, '% ')
      .replace(/\d$/u, '$&%'),
    language,
  )
    .filter(({ kind }) => kind === 'percent')
    .map(({ value }) => value);

/** Whether all stated percentages fit the ledger's stakes; true when none could be read. */
function agrees(percents: readonly number[], stakes: readonly number[]): boolean {
  const whole = stakes.reduce((sum, stake) => sum + stake, 0);
  const own = stakes.flatMap((stake) => [stake, 100 - stake, whole - stake, whole]);
  return percents.every((percent) => own.some((stake) => Math.abs(stake - percent) <= ROUNDED));
}

/** Tolerance in percent: articles round 10.68 to 10.7 or to 11. */
const ROUNDED = 0.5;
