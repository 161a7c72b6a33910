/** The shape of a tool and its answer, and what the answers with lists have in common. */
import { z } from 'zod';
import type { Log } from '../core/ports.ts';
import type { Answers } from '../pipeline/answers/answers.ts';

export interface McpParts {
  readonly answers: Answers;
  /** Epoch ms. */
  readonly now: () => number;
  readonly log: Log;
  /** Of jvwire, for the client to show. */
  readonly version: string;
}

export interface Tool {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly input: z.ZodObject;
  readonly output: z.ZodObject;
  /** Says where its ids come from, for the error about an unknown one; null for tools that take none. */
  readonly ids: string | null;
  /** `written`: the arguments, not yet validated. Throws UsageError or OperationError, whose message says what to do. */
  answer(written: object, parts: McpParts): Promise<ToolAnswer>;
}

export interface ToolAnswer {
  /** Matches the tool's output schema. */
  readonly structured: Record<string, unknown>;
  /** The same as text for a model; what publishers wrote is quoted. */
  readonly text: string;
}

/** The field of a list that says what may be missing; only with `since` does that include sources watched only later. */
export const lacking = z
  .string()
  .nullable()
  .describe(
    'what may be missing from the list: when its sources were blind (could not be watched) and, with since, which were watched only later; null: nothing is known to be missing',
  );

/** The end of a list's text: how to get the next page, and what may be missing. */
export function listEnd(next: string | null, coverage: string | null): string[] {
  return [
    ...(next === null ? [] : [`There is more: ask again with ${next}.`]),
    ...(coverage === null ? [] : [`The list may lack articles: ${coverage}.`]),
  ];
}
