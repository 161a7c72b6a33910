/** The decision path of an article as text for a terminal: the result comes last, just above the next prompt. */

import { styleText } from 'node:util';
import type { ArticleExplanation } from '../pipeline/explain/explain-article.ts';
import type { SeenItem } from '../store/lists/article-history.ts';
import { notReadNote } from '../text/language/read-for-tags.ts';
import { counted } from '../text/shown/counted.ts';
import { sizeText } from '../text/shown/size-text.ts';
import { momentText, NO_DATE, publishedText } from '../text/shown/time-text.ts';
import { outputColumns, wrapped } from './fit-lines.ts';
import { forTerminal } from './output.ts';
import { storySection } from './story-reasons-text.ts';
import { type Section, taggingSections } from './tagging-text.ts';
import { nextTryLine, notReadLines, triesText } from './waiting-text.ts';

const PRUNED = 'pruned: its text is gone, so what follows looks at its title only';

/** Width of the labels on the left, in columns. */
const LABEL_WIDTH = 10;

/** Colours only on a terminal, and never where NO_COLOR is set. */
const styled = (style: NonNullable<Section['style']>, text: string): string =>
  styleText(style, text, { stream: process.stdout });

export function describeExplanation(explanation: ArticleExplanation): string {
  const { id, title, state, canonicalUrl, tagging } = explanation;
  const head = [
    ...wrapped(forTerminal(title ?? '(no title)'), outputColumns() - LABEL_WIDTH).map((line) =>
      styled('bold', line),
    ),
    `article ${id}, ${state === 'failed' ? 'given up' : state}`,
    forTerminal(canonicalUrl),
  ];
  const sections = [
    ...seenSections(explanation.items),
    { label: 'fetch', lines: fetchLines(explanation) },
    { label: 'text', lines: [...textLines(explanation), ...(tagging?.pruned ? [`  ${PRUNED}`] : [])] },
    ...(tagging ? [storySection(explanation.story), ...taggingSections(tagging)] : []),
  ];
  return `${[...head, ...sections.flatMap(layOut)].join('\n')}\n`;
}

/** For feed items that did not become an article. */
export function describeItems(items: readonly SeenItem[]): string {
  const sections: Section[] = [
    { label: 'article', lines: ['none: what follows is all that its feeds said'], style: 'yellow' },
    ...seenSections(items),
  ];
  return `${sections.flatMap(layOut).join('\n')}\n`;
}

function layOut({ label, lines, style, hanging = '' }: Section): string[] {
  const body = lines.flatMap((line) => {
    const indent = /^ */.exec(line)?.[0] ?? '';
    return wrapped(forTerminal(line.trimStart()), outputColumns() - LABEL_WIDTH, indent, hanging);
  });
  const name = styled(style ?? 'cyan', label) + ' '.repeat(LABEL_WIDTH - label.length);
  return body.map((line, index) => `${index === 0 ? name : ' '.repeat(LABEL_WIDTH)}${line}`);
}

function seenSections(items: readonly SeenItem[]): Section[] {
  if (items.length === 0)
    return [
      { label: 'seen', lines: ['in no feed that is watched: ingested by hand, or its feed was removed'] },
    ];
  return items.map((item) => ({ label: 'seen', lines: seenLines(item) }));
}

function seenLines({
  feedId,
  feedName,
  guid,
  url,
  title,
  firstSeenAt,
  lastSeenAt,
  poll,
  rejected,
}: SeenItem): string[] {
  const lines = [`${momentText(firstSeenAt)} in ${feedId} (${feedName})`];
  if (guid !== null) lines.push(`  guid ${guid}`);
  if (url !== null && url !== guid) lines.push(`  link ${url}`);
  if (rejected !== null) lines.push(`  title ${title ?? '(none)'}`);
  if (rejected === 'no-link') lines.push('  rejected: no-link, it has no address that can be fetched');
  else if (rejected !== null) lines.push(`  rejected: ${rejected}`);
  if (poll)
    lines.push(
      `  that poll: ${counted(poll.seen, 'item')}, ${poll.new} new, ${poll.known} known, ${poll.rejected} rejected`,
    );
  if (lastSeenAt !== firstSeenAt) lines.push(`  listed last ${momentText(lastSeenAt)}`);
  return lines;
}

function fetchLines({ id, state, fetch, canonicalUrl, urls }: ArticleExplanation): string[] {
  const { attempts, fetchedAt, finalUrl, failure, givenUp, nextAttemptAt, paused } = fetch;
  const lines: string[] = [];
  if (fetchedAt !== null) lines.push(`read ${momentText(fetchedAt)}, at ${tries(attempts)}`);
  else if (failure && givenUp)
    lines.push(
      `never read: given up ${momentText(givenUp.at)} after ${triesText(attempts)}`,
      `  ${failure.code}: ${failure.message}`,
      `  no further try; \`jvwire jobs retry ${id}\` takes it up again`,
    );
  else if (state === 'failed')
    lines.push(
      `never read: given up after ${triesText(attempts)}, why is forgotten`,
      '  no further try; `jvwire ingest` with its address fetches it',
    );
  else lines.push(...notReadLines(fetch));
  lines.push(...revisitLines(fetch.visits));
  if (nextAttemptAt !== null) lines.push(nextTryLine({ attempts, nextAt: nextAttemptAt, paused }));
  for (const { status, bytes, contentType, archived, fetchedAt: when } of fetch.pages)
    lines.push(
      `  ${status}, ${sizeText(bytes)}${contentType === null ? '' : ` of ${contentType}`}, ${archived ? 'archived' : 'too large to archive'}${fetch.pages.length > 1 ? ` ${momentText(when)}` : ''}`,
    );
  if (finalUrl !== null && finalUrl !== canonicalUrl) lines.push(`  answered by ${finalUrl}`);
  for (const url of urls) if (url !== finalUrl) lines.push(`  also ${url}`);
  return lines;
}

function revisitLines(visits: ArticleExplanation['fetch']['visits']): string[] {
  const { lastAt, nextAt, revisions, linkRot } = visits;
  if (lastAt === null && nextAt === null) return [];
  const parts = [
    lastAt === null ? 'not looked at again yet' : `looked at again ${momentText(lastAt)}`,
    revisions > 0 && `${counted(revisions, 'earlier version')} kept`,
    linkRot && `gone (${linkRot.code}) since ${momentText(linkRot.at)}`,
    nextAt && `next ${momentText(nextAt)}`,
  ];
  return [`  ${parts.filter(Boolean).join(', ')}`];
}

function textLines({ text }: ArticleExplanation): string[] {
  if (text === null) return ['none: neither the page nor its feed gave any'];
  const { verdict, verdictReason, extractor, confidence, language, wordCount, siteName, publishedAt } = text;
  const words = counted(wordCount, 'word');
  const note = notReadNote(language);
  return [
    `${verdict}${verdictReason === '' ? '' : `: ${verdictReason}`}`,
    `  ${[words === verdictReason ? null : words, language ?? 'language unknown', siteName, publishedAt === null ? NO_DATE : `published ${publishedText(publishedAt)}`].filter(Boolean).join(' · ')}`,
    `  extractor ${extractor}, confidence ${confidence.toFixed(2)}`,
    ...(note === null ? [] : [`  ${language}: ${note}`]),
  ];
}

const tries = (attempts: number): string => (attempts <= 1 ? 'the first try' : `try ${attempts}`);
