/** The versions of an article as text for a terminal: when each was current, and a diff of what changed. */
import { styleText } from 'node:util';
import type { ArticleVersions, VersionChange } from '../pipeline/answers/article-versions.ts';
import type { Visits } from '../store/articles/revisions.ts';
import { nearChanges, readableSpans } from '../stories/readable-diff.ts';
import type { DiffSpan } from '../stories/revision.ts';
import { timesText } from '../text/shown/counted.ts';
import { momentText } from '../text/shown/time-text.ts';
import { outputColumns, wrapped } from './fit-lines.ts';
import { forTerminal } from './output.ts';

/** Characters of unchanged text that are shown on either side of a change. */
const CONTEXT = 60;

const MARKS = { removed: ['[-', '-]', 'red'], added: ['{+', '+}', 'green'] } as const;

export function describeVersions({ id, url, visits, versions, changes }: ArticleVersions): string {
  const lines = [forTerminal(versions.at(-1)?.title ?? '(no title)'), `article ${id}`, forTerminal(url)];
  if (visits.linkRot) lines.push(linkRotLine(visits.linkRot));
  if (changes.length === 0) lines.push('no other version: its publisher has not changed it as far as we saw');
  for (const { number, from, until } of versions)
    lines.push(
      `version ${number}  ${from === null ? 'from its feed' : momentText(from)} ${until === null ? 'until now' : `to ${momentText(until)}`}`,
    );
  for (const change of changes) lines.push('', ...changeLines(change));
  return `${lines.join('\n')}\n`;
}

/** Says whether an article's page was changed or taken down since it was read; empty when neither. */
export function visitLines({ revisions, linkRot }: Visits): string[] {
  const lines: string[] = [];
  if (linkRot) lines.push(linkRotLine(linkRot));
  if (revisions > 0)
    lines.push(`changed by its publisher ${timesText(revisions)}; \`--revisions\` shows how`);
  return lines;
}

function linkRotLine({ at: since, code }: NonNullable<Visits['linkRot']>): string {
  return `link rot: its page is no more (${code}), first seen ${momentText(since)}`;
}

function changeLines({ from, to, at: when, kinds, headline, exchanges, ventures, diff }: VersionChange) {
  const lines = [`version ${from} to ${to}, found ${momentText(when)}: ${kinds.join(', ')}`];
  if (headline) lines.push(...wrapped(`headline  ${shown(diff.title)}`, outputColumns()));
  if (exchanges.length > 0)
    lines.push(...wrapped(`figures   ${exchanges.map(exchange).join(', ')}`, outputColumns()));
  if (kinds.includes('ventures')) lines.push(...wrapped(`ventures  ${exchange(ventures)}`, outputColumns()));
  if (kinds.includes('text')) lines.push('text', ...shownText(diff.text));
  return lines;
}

function exchange({ removed, added }: { removed: readonly string[]; added: readonly string[] }): string {
  return [
    ...removed.map((text) => marked('removed', text)),
    ...added.map((text) => marked('added', text)),
  ].join(' ');
}

function shown(spans: readonly DiffSpan[]): string {
  return readableSpans(spans)
    .map(({ kind, text }) => (kind === 'same' ? forTerminal(text) : marked(kind, text)))
    .join('');
}

/** The changed text with its context, paragraph by paragraph. */
function shownText(diff: readonly DiffSpan[]): string[] {
  const spans = readableSpans(diff);
  const text = spans.map((span, index) => {
    const { kind } = span;
    if (kind !== 'same') return paragraphs(span.text, (part) => marked(kind, part));
    const near = { before: index > 0, after: index < spans.length - 1 };
    return paragraphs(nearChanges(span.text, CONTEXT, near), forTerminal);
  });
  return text
    .join('')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .flatMap((line) => wrapped(line.trim(), outputColumns(), '  '));
}

function paragraphs(text: string, show: (part: string) => string): string {
  return text
    .split(/\n+/)
    .map((part) => (part === '' ? '' : show(part)))
    .join('\n');
}

/** In colour where the terminal supports it and NO_COLOR is not set, else in brackets. */
function marked(kind: 'removed' | 'added', text: string): string {
  const [open, close, colour] = MARKS[kind];
  const plain = forTerminal(text);
  const coloured = styleText(colour, plain, { stream: process.stdout });
  return coloured === plain ? `${open}${plain}${close}` : coloured;
}
