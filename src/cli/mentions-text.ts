/** The names and words that the tagger found in an article, grouped by their role, with their places. */
import type { ExplainedMention } from '../tags/explain.ts';
import type { WordClass } from '../tags/line/vocabulary.ts';

/** Distinct names or words shown per group, and places per name; the JSON has all. */
const SHOWN_NAMES = 8;
const SHOWN_PLACES = 3;

const GROUPS: readonly (readonly [name: string, belongs: (mention: ExplainedMention) => boolean])[] = [
  ['companies', ({ kind }) => kind === 'company'],
  ['ventures', ({ kind }) => kind === 'venture'],
  ['places', saying('china', 'abroad')],
  [
    'venture',
    saying('venture', 'ventureWeak', 'joint', 'jointFirm', 'newFirm', 'coOwn', 'equal', 'fraction', 'rest'),
  ],
  ['electric', saying('ev', 'battery', 'charging', 'drive', 'storage')],
  [
    'stage',
    saying(
      'rumoured',
      'talks',
      'mou',
      'signed',
      'approved',
      'planned',
      'operating',
      'expanded',
      'restructured',
      'dissolved',
    ),
  ],
  ['negation', saying('negation', 'deny', 'unplanned')],
  ['against', saying('combustion', 'hydrogen', 'otherIndustry')],
];

function saying(...classes: readonly WordClass[]): (mention: ExplainedMention) => boolean {
  return ({ says }) => says !== null && classes.includes(says);
}

export function describeMentions(mentions: readonly ExplainedMention[]): string[] {
  const lines = GROUPS.flatMap(([name, belongs]) => {
    const found = mentions.filter(belongs);
    return found.length === 0 ? [] : [`${name}: ${namesWithPlaces(found)}`];
  });
  return lines.length > 0 ? lines : ['none'];
}

function namesWithPlaces(mentions: readonly ExplainedMention[]): string {
  const byName = Map.groupBy(mentions, ({ text, id, says }) => `${text} (${id ?? says ?? 'in no list'})`);
  const names = [...byName].slice(0, SHOWN_NAMES).map(([name, places]) => {
    const shown = places
      .slice(0, SHOWN_PLACES)
      .map(
        ({ field, start, end }, index) =>
          `${field === places[index - 1]?.field ? '' : `${field} `}${start}-${end}`,
      );
    const more = places.length - SHOWN_PLACES;
    return `${name} ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  });
  const more = byName.size - SHOWN_NAMES;
  return `${names.join('; ')}${more > 0 ? `; and ${more} more (--json)` : ''}`;
}
