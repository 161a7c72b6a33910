/** What a tool is: what it is called and takes, what it answers, and how. */
import { z } from 'zod';
import type { Log } from '../core/ports.ts';
import type { Answers } from '../pipeline/answers/answers.ts';

export interface McpParts {
  readonly answers: Answers;
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
  /** Where its ids come from, for whoever asks for one that does not exist; null for tools that take none. */
  readonly ids: string | null;
  /** `written` as the agent wrote it. Throws UsageError and OperationError with what to do instead. */
  answer(written: object, parts: McpParts): Promise<ToolAnswer>;
}

export interface ToolAnswer {
  /** Of the form of the tool's output. */
  readonly structured: Record<string, unknown>;
  /** The same for a model to read; what others wrote in it is quoted. */
  readonly text: string;
}

/** Of a list: what it may lack. Only one from a given day on promises that its sources were watched from then on. */
export const lacking = z
  .string()
  .nullable()
  .describe(
    'what the list may lack: when its sources were blind, and, where since is asked for, which were watched only later; null: nothing is known to be missing',
  );

/** The end of a list's text: how it goes on, and what it may lack. */
export function listEnd(next: string | null, coverage: string | null): string[] {
  return [
    ...(next === null ? [] : [`There is more: ask again with ${next}.`]),
    ...(coverage === null ? [] : [`The list may lack articles: ${coverage}.`]),
  ];
}
