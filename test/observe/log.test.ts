/** What stands in the log steers no terminal, whoever wrote it, and is still what was written. */
import { spawnSync } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { expect, test } from 'vitest';
import { HOSTILE_TEXTS } from '../hostile/texts.ts';

const TEXT = Object.values(HOSTILE_TEXTS).join(' ').toWellFormed();
const LOG = new URL('../../src/observe/log.ts', import.meta.url).href;

const importing = `const { createLog } = await import(${JSON.stringify(LOG)});`;

/** What a process says on stderr that logs the text as a field and in an error. */
function logged(isTTY: boolean): string {
  const program = `process.stderr.isTTY = ${isTTY};
    ${importing}
    const text = ${JSON.stringify(TEXT)};
    createLog('info').info({ path: text, err: new Error(text) }, 'asked');`;
  const { stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    env: { NO_COLOR: '1' },
  });
  return stderr;
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be there.
const CONTROLS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/;

test('a line is one object with the whole text', () => {
  const line = logged(false);
  expect(line.trim().split('\n')).toHaveLength(1);
  expect(line).not.toMatch(CONTROLS);
  expect(JSON.parse(line)).toMatchObject({ level: 'info', msg: 'asked', path: TEXT });
});

test('a terminal is told in letters only', () => {
  const lines = logged(true);
  expect(lines).toContain('asked');
  // As commands tell moments, whatever this machine's zone.
  expect(lines).toMatch(/^\[\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ\] /);
  expect(lines).toContain('all data lost');
  // The readable form breaks lines and lets tabs stand.
  expect(lines.replaceAll('\t', ' ')).not.toMatch(CONTROLS);
});

test.runIf(existsSync('/dev/full'))('a log whose disk is full ends nothing, and does not grow', () => {
  const program = `${importing}
    const log = createLog('info');
    const lines = 10_000;
    const before = process.memoryUsage().rss;
    for (let line = 0; line < lines; line++) log.info({ filler: 'x'.repeat(10_000) }, 'asked');
    console.log(process.memoryUsage().rss - before < 80e6 ? 'small' : 'grown');`;
  const { status, stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', openSync('/dev/full', 'w')],
  });
  expect({ status, stdout }).toEqual({ status: 0, stdout: 'small\n' });
});
