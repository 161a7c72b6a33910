/** What a run did, in a few lines. */

import type { RunReport } from '../core/operations.ts';
import { counted } from '../text/shown/counted.ts';
import { momentText, spanText } from '../text/shown/time-text.ts';
import { forTerminal } from './output.ts';

/** Failures that are listed one by one; the others are counted by code. */
const SHOWN_FAILURES = 20;

export function describeReport(report: RunReport): string {
  const { feeds, items, articles } = report;
  const inBrackets = (text: string): string => (text === '' ? '' : ` (${text})`);
  const lines = [
    `feeds     ${feeds.polled} polled, ${feeds.unchanged} unchanged, ${feeds.failed} failed`,
    `items     ${items.seen} seen: ${items.new} new, ${items.known} known, ${items.rejected} rejected${inBrackets(counts(items.rejections))}`,
    `articles  ${articles.stored} stored${inBrackets(counts(articles.verdicts))}, ${articles.merged} merged, ${articles.failed} given up`,
    `tagged    ${articles.tagged} ${articles.tagged === 1 ? 'mentions' : 'mention'} a Chinese EV joint venture`,
    `in all    ${totalsText(report.store)}; this run took ${spanText(1000 * report.seconds)}`,
  ];
  if (articles.revisited > 0)
    lines.push(`again     ${articles.revisited} looked at again, ${articles.revised} of them had changed`);
  if (articles.waiting > 0) {
    const when = articles.nextTryAt === null ? '' : `, the first at ${momentText(articles.nextTryAt)}`;
    lines.push(`waiting   ${counted(articles.waiting, 'article')} to be tried (again)${when}`);
  }
  if (report.interrupted) lines.push('interrupted: the next run goes on from here');
  if (report.unwritable !== null)
    lines.push(
      `the database cannot be written: ${report.unwritable}; what is not stored is still due, see \`jvwire doctor\``,
    );
  // Failures of this code all have the cause in the line above.
  const failures = report.failures.filter(({ code }) => code !== 'not-stored');
  for (const { what, which, code, message } of failures.slice(0, SHOWN_FAILURES))
    lines.push(`  ${what} ${forTerminal(which)}: ${code}: ${forTerminal(message)}`);
  if (failures.length > SHOWN_FAILURES) {
    const byCode: Record<string, number> = {};
    for (const { code } of failures.slice(SHOWN_FAILURES)) byCode[code] = (byCode[code] ?? 0) + 1;
    lines.push(`  and ${failures.length - SHOWN_FAILURES} more: ${counts(byCode)}`);
  }
  return `${lines.join('\n')}\n`;
}

/** Counts articles as `jvwire articles` lists them, and given-up ones as `jvwire jobs list --failed` does. */
export function totalsText({ articles, feedOnly, failed, tagged }: RunReport['store']): string {
  const fromFeed = feedOnly === 0 ? '' : ` (${feedOnly} known only from their feed)`;
  return `${counted(articles + feedOnly, 'article')}${fromFeed}, ${tagged} tagged, ${failed} given up`;
}

/** `{full: 3, thin: 1}` as "full 3, thin 1", the largest count first. */
function counts(record: Readonly<Record<string, number | undefined>>): string {
  return Object.entries(record)
    .sort(([, a], [, b]) => (b ?? 0) - (a ?? 0))
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}
