/** Rows as they are printed: with their line breaks for a program, and harmless wherever they end up. */
import { afterEach, expect, test, vi } from 'vitest';
import { createRowWriter, type Row, writeRows } from '../../src/cli/output.ts';

const ROW = { title: 'BYD\u009b31m and\u001b[2J Toyota', change: -5 };

afterEach(() => vi.restoreAllMocks());

async function printed(isTTY: boolean, rows: Row[] = [ROW]): Promise<string> {
  const had = process.stdout.isTTY;
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  process.stdout.isTTY = isTTY;
  try {
    await writeRows(rows, { format: 'csv' });
  } finally {
    process.stdout.isTTY = had;
  }
  return write.mock.calls.map(([text]) => String(text)).join('');
}

test('CSV for a program has nothing that steers the terminal behind its pipe', async () => {
  expect(await printed(false)).toBe('title,change\nBYD31m and[2J Toyota,-5\n');
});

test('CSV for a program has the line breaks and tabs of a text', async () => {
  expect(await printed(false, [{ text: 'one\n\ntwo\tthree' }])).toBe('text\n"one\n\ntwo\tthree"\n');
});

test('CSV on a terminal steers nothing', async () => {
  expect(await printed(true)).toBe('title,change\nBYD and Toyota,-5\n');
});

test('CSV of nothing has its header', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await writeRows([], { format: 'csv', columns: ['id', 'title'] });
  const known = createRowWriter({ format: 'csv' });
  await known.write([]);
  await known.end(['answer']);
  expect(write.mock.calls.map(([text]) => text)).toEqual(['id,title\n', 'answer\n']);
});

test('a list of any length is printed', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const rows = Array.from({ length: 200_000 }, (_, id) => ({ id }));
  await writeRows(rows, { format: 'json' });
  expect(JSON.parse(String(write.mock.calls[0]?.[0]))).toHaveLength(rows.length);
});
