/** Reads the file `.env`, and tells what in it is probably a mistake. */
import { existsSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { UsageError } from './core/errors.ts';
import { nearest } from './query/query-error.ts';
import { linesWithoutName, mistakenNames } from './text/env-file.ts';

/** Of a file that another user keeps to himself: a command that is run through `runuser` stands where its caller stood. */
const CLOSED: readonly string[] = ['EACCES', 'EPERM'];

/** What was told already: a command may read its settings twice. */
const told = new Set<string>();

/**
 * The settings in the file, none where there is no file. What looks like a mistake is told on stderr. Throws UsageError for a file
 * that cannot be read.
 */
export function readDotEnv(path: string, settings: readonly string[]): Record<string, string | undefined> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const { code = '', message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return {};
    if (!CLOSED.includes(code)) throw new UsageError(`cannot read ${resolve(path)}: ${message}`);
    // What stands in a folder that may not be looked into is nobody's here; a file that is seen was perhaps meant.
    if (existsSync(path)) tell(`${resolve(path)} may not be read by this user, and sets nothing`);
    return {};
  }
  // Windows editors begin a file with a byte order mark, which would become part of the first setting's name.
  const plain = text.replace(/^\ufeff/, '');
  const values = parseEnv(plain);
  for (const mistake of mistakesIn(plain, Object.keys(values), settings))
    tell(`${resolve(path)}: ${mistake}`);
  return values;
}

const NODE_NAMES: readonly string[] = ['NODE_EXTRA_CA_CERTS', 'NODE_OPTIONS'];
const BY_NODE = 'is read by Node before this file, and only from the environment: here it sets nothing';

/** Of a line that is none only its number: a secret may stand in it. */
function mistakesIn(text: string, names: readonly string[], settings: readonly string[]): string[] {
  // JVWIRE_ with capitals is refused as no setting, wherever it is set.
  const others = names.filter((name) => !name.startsWith('JVWIRE_'));
  return [
    ...names.filter((name) => NODE_NAMES.includes(name)).map((name) => `${name} ${BY_NODE}`),
    ...linesWithoutName(text).map((line) => `line ${line} is not of the form NAME=value, and sets nothing`),
    ...mistakenNames(others, settings, nearest).map(
      ({ name, meant }) =>
        `${name} is no setting, and sets nothing${meant === null ? '' : `; ${meant} is probably meant`}`,
    ),
  ];
}

function tell(line: string): void {
  if (told.has(line)) return;
  told.add(line);
  process.stderr.write(`jvwire: ${line}\n`);
}
