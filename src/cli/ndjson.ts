/** JSON on stdin and stdout: one document, or a stream of lines answered in order with constant memory. */
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { z } from 'zod';
import { UsageError } from '../core/errors.ts';
import { languageNamed } from '../query/language-named.ts';
import { escapedIn, STEERING } from '../text/shown/json-line.ts';

/** Text that may be missing or null; both are read as undefined. */
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => value ?? undefined);

/** A language by its code, tag or English name; an unknown one counts as not given, so it is detected from the text. */
export const languageField = z
  .unknown()
  .optional()
  .transform((written) => (typeof written === 'string' ? (languageNamed(written) ?? undefined) : undefined));

/** Bytes of a line or document on stdin; a feed of 20 MB in base64 fits. */
const MAX_INPUT = 64 * 1024 * 1024;

export async function readStdin(): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_INPUT) throw new UsageError(`stdin: more than ${MAX_INPUT / 1024 / 1024} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export async function writeJson(value: unknown): Promise<void> {
  await write(`${jsonText(value, process.stdout.isTTY ? 2 : 0)}\n`);
}

/** JSON in which terminal control characters are escaped, which means the same to every JSON parser. */
export function jsonText(value: unknown, indent = 0): string {
  return escapedIn(JSON.stringify(value, null, indent), STEERING);
}

/** Writes to stdout, and waits while its buffer is full (back-pressure). */
export async function write(text: string): Promise<void> {
  if (!process.stdout.write(text)) await once(process.stdout, 'drain');
}

/**
 * Answers every line of stdin with one line on stdout, in the same order. A line that is empty, no JSON or invalid, or on
 * which `answer` throws, is answered with `{id, ok: false, error}`; the lines after it are still answered.
 */
export async function filterNdjson<Schema extends z.ZodType<{ id?: string | number | undefined }>>(
  schema: Schema,
  answer: (line: z.output<Schema>) => object | Promise<object>,
): Promise<void> {
  keepHeapSmall();
  let number = 0;
  for await (const line of linesOf(process.stdin as AsyncIterable<Buffer>)) {
    number++;
    await write(`${jsonText(await answerLine(line, number, schema, answer))}\n`);
  }
}

/**
 * Collects garbage earlier. Every line is garbage once it is answered, yet the heap would first grow to several times what
 * the largest line needs: over 816 real pages the peak was 371 MB, with these flags 189 MB in the same CPU time.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=60');
}

/** For lines that can only be answered together: `read` keeps what is needed of each, `answer` then has all of them. */
export interface Together<Line, Kept> {
  readonly read: (line: Line) => Kept;
  readonly answer: (all: readonly Kept[]) => (one: Kept) => object;
}

/**
 * Reads all lines of stdin, then answers each with one line on stdout, in the same order. Invalid lines, and those after
 * the first `most` valid ones, are answered with `{id, ok: false, error}`; the others as if these did not exist.
 */
export async function answerAllNdjson<Schema extends z.ZodType<{ id?: string | number | undefined }>, Kept>(
  schema: Schema,
  most: number,
  { read, answer }: Together<z.output<Schema>, Kept>,
): Promise<void> {
  const lines: ({ id: unknown; kept: Kept } | { id: unknown; ok: false; error: string })[] = [];
  let number = 0;
  let good = 0;
  for await (const line of linesOf(process.stdin as AsyncIterable<Buffer>)) {
    number++;
    const one = parseLine(line, number, schema);
    if ('error' in one) lines.push(one);
    else if (good === most)
      lines.push({ id: one.id, ok: false, error: `line ${number}: more than ${most} articles` });
    else {
      good++;
      lines.push({ id: one.id, kept: read(one.value) });
    }
  }
  const answerOne = answer(lines.flatMap((line) => ('kept' in line ? [line.kept] : [])));
  for (const line of lines)
    await write(`${jsonText('kept' in line ? { id: line.id, ...answerOne(line.kept) } : line)}\n`);
}

async function answerLine<Schema extends z.ZodType<{ id?: string | number | undefined }>>(
  line: string | null,
  number: number,
  schema: Schema,
  answer: (line: z.output<Schema>) => object | Promise<object>,
): Promise<object> {
  const read = parseLine(line, number, schema);
  if ('error' in read) return read;
  try {
    return { id: read.id, ...(await answer(read.value)) };
  } catch (error) {
    return { id: read.id, ok: false, error: `line ${number}: ${describeProblem(error)}` };
  }
}

type ReadLine<Value> =
  | { readonly id: unknown; readonly value: Value }
  | { readonly id: unknown; readonly ok: false; readonly error: string };

function parseLine<Schema extends z.ZodType<{ id?: string | number | undefined }>>(
  line: string | null,
  number: number,
  schema: Schema,
): ReadLine<z.output<Schema>> {
  let id: unknown = null;
  try {
    if (line === null) throw new UsageError(`longer than ${MAX_INPUT / 1024 / 1024} MB`);
    if (line.trim() === '') throw new UsageError('empty');
    const json: unknown = JSON.parse(line);
    if (typeof json === 'object' && json !== null && 'id' in json) id = json.id;
    const read = schema.safeParse(json);
    if (read.success) return { id, value: read.data };
    const problems = read.error.issues.map((issue) => `${issue.path.join('.') || 'line'}: ${issue.message}`);
    return { id, ok: false, error: `line ${number}: ${problems.join('; ')}` };
  } catch (error) {
    return { id, ok: false, error: `line ${number}: ${describeProblem(error)}` };
  }
}

/** The lines of a byte stream, without its byte order mark; null stands for a line over MAX_INPUT. */
async function* linesOf(stream: AsyncIterable<Buffer>): AsyncGenerator<string | null> {
  let parts: Buffer[] = [];
  let size = 0;
  let tooLong = false;
  let begun = false;
  const take = (): string | null => {
    const text = tooLong ? null : Buffer.concat(parts).toString('utf8');
    const line = begun ? text : (text?.replace(/^\ufeff/, '') ?? null);
    begun = true;
    parts = [];
    size = 0;
    tooLong = false;
    return line;
  };
  for await (const chunk of stream) {
    let from = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, from)) {
      parts.push(chunk.subarray(from, end));
      from = end + 1;
      yield take();
    }
    const rest = chunk.subarray(from);
    size += rest.length;
    if (size > MAX_INPUT) {
      tooLong = true;
      parts = [];
    } else if (!tooLong) parts.push(rest);
  }
  if (size > 0) yield take();
}

export function describeProblem(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
