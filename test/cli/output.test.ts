/** Rows as they are printed: with their line breaks for a program, and harmless wherever they end up. */
import { afterEach, expect, test, vi } from 'vitest';
import { createRowWriter, forTerminal, type Row, terminalColumns, writeRows } from '../../src/cli/output.ts';

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

test.each([
  ['one\n\r\n\ttwo', 'one two'],
  ['A \u202eevil\u202c \u2066name\u2069', 'A evil name'],
  ['\u001b[31mred\u001b[0m\u0007\u009b2J', 'red'],
  [7, '7'],
])('%j is harmless on a terminal', (text, shown) => {
  expect(forTerminal(text)).toBe(shown);
});

test('a terminal that does not say how wide it is has no width', () => {
  const had = [process.stdout.isTTY, process.stdout.columns] as const;
  try {
    const widths = ([true, false] as const).map((isTTY) => {
      process.stdout.isTTY = isTTY;
      return [0, 90].map((columns) => {
        process.stdout.columns = columns;
        return terminalColumns();
      });
    });
    expect(widths).toEqual([
      [null, 90],
      [null, null],
    ]);
  } finally {
    [process.stdout.isTTY, process.stdout.columns] = had;
  }
});

test('JSON is an array of rows, or the one row there is', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  await writeRows([{ id: 1 }], { format: 'json' });
  await writeRows([{ id: 1 }], { format: 'json', single: true });
  expect(write.mock.calls.map(([text]) => text)).toEqual(['[{"id":1}]\n', '{"id":1}\n']);
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
  await known.write([{ answer: 42 }]);
  await known.end(['answer']);
  expect(write.mock.calls.map(([text]) => text)).toEqual(['id,title\n', 'answer\n', '42\n']);
});

test('a list of any length is printed', async () => {
  const write = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
  const rows = Array.from({ length: 200_000 }, (_, id) => ({ id }));
  await writeRows(rows, { format: 'json' });
  expect(JSON.parse(String(write.mock.calls[0]?.[0]))).toHaveLength(rows.length);
});
