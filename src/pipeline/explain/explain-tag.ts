/** What today's rules make of an article, at its places in the article as it is stored. */
import type { TagInput } from '../../core/model.ts';
import { inUsualWriting } from '../../tags/as-given.ts';
import { createExplainer, type Explanation } from '../../tags/explain.ts';
import type { Knowledge } from '../../tags/knowledge/knowledge.ts';

/** The words found are those of the article; the sentence of a rule is in the writing that the rules read. */
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
