/** What today's rules find in an article, with offsets into the article as it is stored. */
import type { TagInput } from '../../core/model.ts';
import { inUsualWriting } from '../../tags/as-given.ts';
import { createExplainer, type Explanation } from '../../tags/explain.ts';
import type { Knowledge } from '../../tags/knowledge/knowledge.ts';

/** Words that were found are given as the article has them; the sentence of a rule in the normalised form that rules read. */
export function explainTag(given: TagInput, knowledge: Knowledge): Explanation {
  const { input, written } = inUsualWriting(given);
  const found = createExplainer(knowledge)(input);
  return {
    ...found,
    mentions: found.mentions.map((one) => ({ ...one, ...written(one.field, one) })),
    fired: found.fired.map((one) => ({ ...one, ...written(one.field, one) })),
    nearly: found.nearly.map((one) => ({ ...one, ...written(one.field, one) })),
    sentences: found.sentences.map((one) => {
      const { start, end, text } = written(one.field, one);
      return { ...one, start, end, sentence: text };
    }),
  };
}
