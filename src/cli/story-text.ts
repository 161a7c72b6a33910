/** A story as text for a terminal. */

import { addsToHeadline } from '../core/shown-quote.ts';
import { ventureName } from '../core/venture-key.ts';
import type { StorySourceView, StoryView } from '../store/lists/story-queries.ts';
import { counted } from '../text/shown/counted.ts';
import { goneNote, sinceNotes } from '../text/shown/since-published.ts';
import { dayText, publishedText, toldDayText } from '../text/shown/time-text.ts';
import { fitLines } from './fit-lines.ts';
import { forTerminal } from './output.ts';

/** Wrapped to `columns`, the terminal's width; null, where there is no terminal, leaves lines whole. */
export function describeStory(story: StoryView, columns: number | null): string {
  const { headline, id, from, to, articles, copies, stage, partners, ventures, sources, figures } = story;
  const first = sources.find(({ articleId }) => articleId === story.firstMover);
  const lines = [
    headline === '' ? '(no title)' : headline,
    [
      id,
      from === to
        ? toldDayText(from, sources)
        : `${toldDayText(from, sources)} to ${toldDayText(to, sources)}`,
      `${counted(articles, 'article')}${copies > 0 ? `, ${copies} of them ${copies === 1 ? 'a copy' : 'copies'}` : ''}`,
      stage,
    ]
      .filter(Boolean)
      .join(' · '),
    ...[goneNote(story)].filter((note) => note !== null),
  ];
  if (partners.length > 0)
    lines.push(
      `partners  ${partners.map(({ name, country }) => `${name}${country ? ` (${country})` : ''}`).join(' + ')}`,
    );
  if (ventures.length > 0) lines.push(`ventures  ${ventures.map(ventureName).join(', ')}`);
  if (first !== undefined) lines.push(`first     ${first.source}, ${timeOf(first)}`);
  lines.push('', ...sources.flatMap((source) => sourceLines(source, first)));
  for (const { what, currency, values, differs } of figures) {
    lines.push('', `${what}${currency ? ` in ${currency}` : ''}${differs ? ': the sources differ' : ''}`);
    for (const { stated, articles: ids } of values)
      lines.push(`  ${stated}  (${ids.length === 1 ? 'article' : 'articles'} ${ids.join(', ')})`);
  }
  return `${fitLines(lines.map(forTerminal), columns).join('\n')}\n`;
}

function sourceLines(source: StorySourceView, first: StorySourceView | undefined): string[] {
  const { articleId, url, title, language, copyOf, evidence } = source;
  const role = copyOf === null ? (source === first ? ', first' : '') : `, copy of ${copyOf}`;
  return [
    `${timeOf(source)}  ${language ?? '?'}  ${[source.source, `article ${articleId}${role}`, ...sinceNotes(source)].join(', ')}`,
    `  ${title ?? '(no title)'}`,
    ...(evidence !== null && addsToHeadline(evidence) ? [`  “${evidence.sentence}”`] : []),
    `  ${url}`,
  ];
}

function timeOf({ publishedAt, day }: StorySourceView): string {
  return publishedAt === null ? dayText(day, null) : publishedText(publishedAt);
}
