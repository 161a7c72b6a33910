/** The measuring of the comparison: whole trees of processes, and texts as the public benchmarks count them. */
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { measure } from '../../bench/against/measure.ts';
import { withCopies } from '../../bench/against/pages.ts';
import { textF1 } from '../../bench/against/score.ts';

const MEGABYTES = 80;
const SECONDS = 0.2;
/** A process that does nothing but wait for its child, which works and holds memory. */
const WORK = `
  const held = Buffer.alloc(${MEGABYTES}e6, 1);
  while (process.cpuUsage().user < ${SECONDS}e6);
  setTimeout(() => process.stdout.write(String(held[0])), 300);`;
const PARENT = `
  const { spawn } = require('node:child_process');
  spawn(process.execPath, ['-e', ${JSON.stringify(WORK)}], { stdio: 'inherit' });`;

test.runIf(existsSync('/proc/self/smaps_rollup'))(
  'what a child uses is counted',
  async () => {
    const { code, stdout, cpuSeconds, peakMb } = await measure([process.execPath, '-e', PARENT]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '1' });
    expect(cpuSeconds).toBeGreaterThan(SECONDS);
    expect(cpuSeconds).toBeLessThan(SECONDS + 5);
    expect(peakMb).toBeGreaterThan(MEGABYTES);
  },
  60_000,
);

test('F1 is 1 for the text itself, less for half of it or as much again, 0 for none', () => {
  const text = 'one two three four five six seven eight nine ten eleven twelve';
  const f1 = (found: string | null): number =>
    textF1({ a: text }, new Map(found === null ? [] : [['a', found]]));
  expect(f1(text)).toBe(1);
  expect(f1('one two three four five six')).toBeCloseTo((2 * (3 / 9)) / (1 + 3 / 9));
  expect(f1(`${text} thirteen fourteen fifteen sixteen`)).toBeCloseTo((2 * (9 / 13)) / (9 / 13 + 1));
  expect(f1(null)).toBe(0);
});

test('copies are articles of their own in the shape of the original', () => {
  const page = (name: string) => ({
    path: `/${name}`,
    title: `Battery plant of ${name}`,
    html: `<a href="/${name}/x" class="${name}-link">Battery plant of ${name}</a>`,
    text: name,
  });
  const originals = ['Tesla', 'Honda', 'Toyota', 'Nissan'].map(page);
  expect(withCopies(originals, 1)).toEqual(originals);
  expect(withCopies(originals, 2)[4]).toEqual({
    path: '/copy-1/Tesla',
    title: 'Battery plant of Uftmb',
    html: '<a href="/Tesla/x" class="Tesla-link">Battery plant of Uftmb</a>',
    text: null,
  });
});

test('an article whose title would be the same has no copy', () => {
  const pages = [{ path: '/a', title: 'A', html: '<p>Zwickau</p>', text: null }];
  expect(withCopies(pages, 3)).toEqual(pages);
});
