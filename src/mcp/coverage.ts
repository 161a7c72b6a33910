/** The tool `coverage`: what share of the time each source was watched, and when we were blind. */

import { z } from 'zod';
import type { BlindWindow } from '../feed/watch/coverage.ts';
import { timePoint } from '../query/article-filter.ts';
import { isoOf } from '../store/file/iso.ts';
import { shareText } from '../text/shown/share-text.ts';
import { atMost, offset, partOf, readArguments } from './arguments.ts';
import { cut, visible } from './quoted.ts';
import type { Tool } from './tool.ts';

/** Blind windows listed of each source: the latest ones. */
const WINDOWS = 3;

const input = z.object({
  since: timePoint.prefault('7d').describe('from this day on (2026-01-31), or this far back (7d)'),
  feed: z.string().min(1).max(2048).optional().describe('only this source, by the id of its feed'),
  limit: atMost(10, 50),
  offset,
});

const share = z.number().nullable().describe('0 to 1 of the whole period; null when there is no source');
const output = z.object({
  since: z.string(),
  until: z.string(),
  share,
  summary: z
    .string()
    .nullable()
    .describe('which were watched only later, and when which were blind, in one line; null: none'),
  total: z.number().int(),
  sources: z
    .array(
      z.object({
        feed: z.string(),
        name: z.string(),
        share,
        watchedSince: z.string().nullable().describe('before, it was not watched; null: it was never read'),
        mayHaveMissed: z.boolean(),
        blind: z.array(
          z.object({
            from: z.string(),
            until: z.string().nullable(),
            reason: z.string(),
            mayHaveMissed: z.boolean(),
          }),
        ),
        earlierBlind: z.number().int(),
      }),
    )
    .describe('the least watched first'),
  nextOffset: z.number().int().nullable(),
});

export const coverage: Tool = {
  name: 'coverage',
  title: 'Coverage',
  description:
    'What share of the time each source was watched, and when we were blind to it: what an answer drawn from here may lack.',
  input,
  output,
  ids: 'leave feed out: the answer has the ids of all',
  answer: async (written, { answers }) => {
    const { since, feed, limit, offset: from } = readArguments(input, written);
    const report = answers.coverage(since, feed);
    const worstFirst = report.sources.toSorted((a, b) => (a.share ?? 1) - (b.share ?? 1));
    const { items, total, nextOffset } = partOf(worstFirst, from, limit);
    const structured = {
      since: isoOf(report.period.since),
      until: isoOf(report.period.until),
      share: report.share,
      summary: report.summary,
      total,
      sources: items.map((source) => ({
        feed: source.feedId,
        name: cut(visible(source.name), 100),
        share: source.share,
        watchedSince: source.watchedSince === null ? null : isoOf(source.watchedSince),
        mayHaveMissed: source.mayHaveMissed,
        blind: source.windows.slice(-WINDOWS).map(windowOf),
        earlierBlind: Math.max(0, source.windows.length - WINDOWS),
      })),
      nextOffset,
    } satisfies z.output<typeof output>;
    const text = [
      `Sources: ${total}, watched ${watchedText(report.share)} of the time from ${structured.since} to ${structured.until}${report.summary === null ? '' : `; ${report.summary}`}.`,
      structured.sources.map(sourceText).join('\n'),
      ...(nextOffset === null ? [] : [`There is more: ask again with offset ${nextOffset}.`]),
    ];
    return { structured, text: text.filter((part) => part !== '').join('\n\n') };
  },
};

function windowOf({ from, until, ...window }: BlindWindow) {
  return { ...window, from: isoOf(from), until: until === null ? null : isoOf(until) };
}

function sourceText({
  feed,
  share: watched,
  watchedSince,
  blind,
  mayHaveMissed,
}: z.output<typeof output>['sources'][number]): string {
  const last = blind.at(-1);
  const when = last ? `, last blind ${last.from} to ${last.until ?? 'now'} (${last.reason})` : '';
  const first = watchedSince === null ? ', never read' : `, read since ${watchedSince}`;
  return `[feed ${feed}] watched ${watchedText(watched)}${first}${when}${mayHaveMissed ? ', may have missed articles' : ''}`;
}

const watchedText = (watched: number | null): string => (watched === null ? 'none' : shareText(watched));
