/** `jvwire sql`: one read-only SQL query over the documented views, with limits on rows and time. */

import { type Command, InvalidArgumentError, Option } from 'commander';
import { loadConfig } from '../../config.ts';
import { counted } from '../../text/shown/counted.ts';
import { example } from '../example.ts';
import { readStdin } from '../ndjson.ts';
import { createRowWriter, type DatabaseOption, FORMATS, type Format } from '../output.ts';

const ABOUT = `
The views v_articles, v_tags, v_evidence, v_venture_mentions, v_stories ... stay as they are from version to version;
docs/sql.md says what is in them.`;

/** A day. Timers overflow after 25 days, and would end the query at once. */
const MAX_SECONDS = 86_400;

interface SqlOptions extends DatabaseOption {
  readonly format: Format;
  readonly json?: true;
  readonly limit: number;
  readonly timeout: number;
}

export function register(program: Command): void {
  example(
    program
      .command('sql')
      .description('query the database with SQL, read-only')
      .argument('<statement>', 'one SELECT; - reads it from stdin')
      .addOption(
        new Option('--format <format>', 'table, json, ndjson or csv').choices(FORMATS).default('table'),
      )
      .option('--json', 'the same as --format json')
      .option('--limit <n>', 'rows at most', upTo(1_000_000_000), 1_000)
      .option('--timeout <seconds>', 'time at most', upTo(MAX_SECONDS), 10)
      .addHelpText('after', ABOUT)
      .action((statement: string, _o: unknown, command: Command) =>
        ask(statement, command.optsWithGlobals()),
      ),
    'jvwire sql "SELECT language, count(*) AS articles FROM v_articles WHERE tagged = 1 GROUP BY language"',
    'jvwire sql - --format csv --limit 100000 < question.sql > answer.csv',
  );
}

const upTo =
  (most: number) =>
  (text: string): number => {
    const number = Number(text);
    if (Number.isInteger(number) && number >= 1 && number <= most) return number;
    throw new InvalidArgumentError(`must be a whole number from 1 to ${most}.`);
  };

async function ask(statement: string, options: SqlOptions): Promise<void> {
  const { paths } = loadConfig(options);
  const sql = statement === '-' ? Buffer.from(await readStdin()).toString('utf8') : statement;
  const { askSql } = await import('../../app/sql.ts');
  const writer = createRowWriter({ format: options.json ? 'json' : options.format, empty: 'no row' });
  const task = { database: paths.database, sql, limit: options.limit, timeoutMs: options.timeout * 1000 };
  const { columns, cut } = await askSql(task, (row) => writer.write([row]));
  await writer.end(columns);
  if (cut)
    process.stderr.write(
      `there are more than ${counted(Number(options.limit), 'row')}: --limit shows more\n`,
    );
}
