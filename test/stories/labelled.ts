/** Labelled articles as the stories see them: tagged, and reduced to their features. */

import { featuresOf, HEAD_LENGTH, type StoryFeatures } from '../../src/stories/features.ts';
import { settle } from '../../src/stories/settle.ts';
import { groupOf } from '../../src/tags/knowledge/groups.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { knownNames } from '../../src/tags/knowledge/known-names.ts';
import { createTagger } from '../../src/tags/tag.ts';
import articles from './articles.json' with { type: 'json' };
import later from './articles-later.json' with { type: 'json' };
import sameVenture from './articles-same-venture.json' with { type: 'json' };
import sameVentureLater from './articles-same-venture-later.json' with { type: 'json' };
import sameVentureUnseen from './articles-same-venture-unseen.json' with { type: 'json' };
import { bCubed, type Score } from './b-cubed.ts';

export interface Labelled {
  readonly id: string;
  readonly story: string;
  readonly language: string;
  readonly publishedAt: string | null;
  readonly title: string;
  readonly text: string;
}

const knowledge = loadKnowledge();
const tag = createTagger(knowledge);
const group = groupOf(knowledge.companies);
const namesOf = knownNames(knowledge);

export function featuresOfLabelled({ id, language, publishedAt, title, text }: Labelled): StoryFeatures {
  const tagging = tag({ title, text, lang: language });
  return featuresOf(
    {
      key: id,
      title,
      text,
      publishedAt: publishedAt === null ? null : Date.parse(publishedAt),
      language,
      site: null,
      authors: [],
      tagging,
      names: namesOf(tagging),
      head: tag({ title, text: text.slice(0, HEAD_LENGTH), lang: language }).companies,
    },
    group,
  );
}

/** The articles written for these tests, in their order in the files. */
export function ownArticles(): Labelled[] {
  return withIds([...articles, ...later]);
}

/** Several events of one venture within days, each told once or up to four times. */
export function sameVentureArticles(): Labelled[] {
  return withIds([...sameVenture, ...sameVentureLater]);
}

/** As those, and written after all rules: none was changed because of them. */
export function unseenVentureArticles(): Labelled[] {
  return withIds(sameVentureUnseen);
}

function withIds(rows: readonly Omit<Labelled, 'id'>[]): Labelled[] {
  return rows.map((row, number) => ({ ...row, id: `${number} ${row.story} ${row.language}` }));
}

export function storiesOf(features: readonly StoryFeatures[]): Map<string, string> {
  return new Map(settle(features).flatMap(({ id, articles: keys }) => keys.map((key) => [key, id] as const)));
}

export function score(labelled: readonly Labelled[], features: readonly StoryFeatures[]): Score {
  return bCubed(new Map(labelled.map(({ id, story }) => [id, story])), storiesOf(features));
}
