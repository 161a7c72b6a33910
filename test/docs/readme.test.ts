/** The README stays true: every command and setting is in it, and every line in it and in docs can be typed. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, test } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { buildProgram, everyCommand } from '../../src/cli/program.ts';
import { SETTINGS } from '../../src/config.ts';
import { projectRoot } from '../cli/jvwire.ts';

const readme = readFileSync(join(projectRoot, 'README.md'), 'utf8');
const program = await buildProgram();
const commands = everyCommand(program).filter((command) => command.commands.length === 0);

function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

const pages = readdirSync(join(projectRoot, 'docs'))
  .filter((name) => name.endsWith('.md'))
  .map((name) => readFileSync(join(projectRoot, 'docs', name), 'utf8'));
/** What stands behind `$ ` in code blocks and in backticks, if it is a jvwire command. */
const typed = new Set(
  [readme, ...pages].flatMap((page) =>
    [...page.matchAll(/(?:^\$ |`|(?<=.)\| )(?:bin\/)?(jvwire [^`\n]*)/gm)].map((match) => match[1] ?? ''),
  ),
);

test.each(commands.map(pathOf))('`%s` is explained', (path) => {
  expect(readme).toContain(path);
});

test.each([...typed])('%s can be typed', (line) => {
  const words = line
    .replace(/[<>|#].*$/, '')
    .match(/"[^"]*"|\S+/g)
    ?.slice(1);
  let command: Command = program;
  const rest = [...(words ?? [])];
  for (;;) {
    const child = command.commands.find((candidate) => candidate.name() === rest[0]);
    if (!child) break;
    command = child;
    rest.shift();
  }
  expect(command, `no such command: ${line}`).not.toBe(program);
  const options = [...command.options, ...program.options].map((option) => option.long);
  for (const word of rest)
    if (word.startsWith('--') && word !== '--help') expect(options, line).toContain(word);
});

test.each(Object.entries(SETTINGS))('%s is in the table of settings as it is', (name, { about, schema }) => {
  const row = readme.split('\n').find((line) => line.startsWith(`| \`${name}\` |`));
  expect(row).toContain(about);
  const standard: unknown = schema.parse(undefined);
  // This one depends on the machine.
  if (name === 'JVWIRE_PROCESSES' || standard === undefined || Array.isArray(standard)) return;
  expect(row).toContain(`| \`${standard}\` |`);
});

test('it names no setting that does not exist', () => {
  const named = new Set(readme.match(/JVWIRE_[A-Z_]+/g));
  const known = [...Object.keys(SETTINGS), 'JVWIRE_TEST_REQUIRE_ALL'];
  expect([...named].filter((name) => !known.includes(name))).toEqual([]);
});

test('it names no script and no file that does not exist', () => {
  for (const [, script] of readme.matchAll(/npm run (\w+)/g))
    expect(Object.keys(manifest.scripts)).toContain(script);
  for (const [path] of readme.matchAll(/\b(?:src|test|workers)\/[\w/.-]*\w/g))
    expect(existsSync(join(projectRoot, path)), path).toBe(true);
});

test('every command explains itself with an example', () => {
  for (const command of commands) {
    let help = '';
    command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
    expect(help, pathOf(command)).toMatch(/Examples?:\n {2}\$ /);
  }
});

test('every command that answers says that it can do so in JSON', () => {
  const NO_ANSWER = ['jvwire daemon', 'jvwire feeds export', 'jvwire mcp', 'jvwire worker'];
  const FORMS = ['--json', '--format', '--ndjson'];
  const without = commands.filter(({ options }) => !options.some(({ long = '' }) => FORMS.includes(long)));
  expect(without.map(pathOf).sort()).toEqual(NO_ANSWER);
});
