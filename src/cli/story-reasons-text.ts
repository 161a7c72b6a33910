/** Why an article is in its story and not in the next closest, as a section of its explanation. */
import type { ComparedArticle, ComparedStory, StoryExplanation } from '../pipeline/explain/explain-story.ts';
import type { Section } from './tagging-text.ts';

/** Articles shown of a story; the JSON has more. */
const SHOWN = 3;

export function storySection(story: StoryExplanation | null): Section {
  if (story === null) return { label: 'story', lines: ['none: it names no company'] };
  const { id, articles, joined, next, needed } = story;
  const lines = [
    `${id}, ${articles === 1 ? 'this article alone' : `${articles} articles`}`,
    ...(joined
      ? [`  ${joinedBy(joined, needed)}`, ...joined.compared.slice(0, SHOWN).flatMap(articleLines)]
      : []),
    ...(next
      ? [`not ${next.id}: ${notIn(next, needed)}`, ...next.compared.slice(0, 1).flatMap(articleLines)]
      : ['no article of another story is near']),
  ];
  return { label: 'story', lines, hanging: '  ' };
}

function joinedBy({ reason, average }: ComparedStory<'together' | 'close'>, needed: Needed): string {
  return reason === 'together'
    ? 'put together by hand'
    : `${points(average)} on average, ${points(needed.average)} needed`;
}

function notIn(
  { reason, average, compared }: ComparedStory<'apart' | 'far' | 'closer'>,
  needed: Needed,
): string {
  if (reason === 'apart') return 'kept apart by hand';
  if (reason === 'closer') return `${points(average)} on average, but its own story is closer`;
  const best = compared[0]?.points ?? 0;
  return best < needed.best
    ? `${points(best)} at best, ${points(needed.best)} needed`
    : `${points(average)} on average, ${points(needed.average)} needed`;
}

type Needed = StoryExplanation['needed'];

function articleLines({ articleId, title, points: sum, copy, evidence, shared }: ComparedArticle): string[] {
  const parts = Object.entries(evidence).flatMap(([name, value]) =>
    value === 0 ? [] : [`${name} ${points(value)}`],
  );
  return [
    `  ${points(sum)} to article ${articleId}${copy ? ', a copy' : ''}: ${title ?? '(no title)'}`,
    `    = ${parts.join(' + ') || 'nothing in common'}${shared.length > 0 ? `; found by ${shared.join(', ')}` : ''}`,
  ];
}

const points = (value: number): string => value.toFixed(2);
