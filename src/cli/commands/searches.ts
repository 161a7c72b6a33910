/** `jvwire searches ...`: filters under a name, for lists and alerts. */
import type { Command } from 'commander';
import { loadConfig } from '../../config.ts';
import { UsageError } from '../../core/errors.ts';
import { FIELDS, type Field } from '../../query/article-filter.ts';
import { formatQueryText, type WrittenFilter } from '../../query/query-text.ts';
import { filterToJson, readFilter, readFilterJson } from '../../query/read-filter.ts';
import { example } from '../example.ts';
import { SEVERAL, withFilterFlags } from '../filter-flags.ts';
import { write, writeJson } from '../ndjson.ts';
import { operate } from '../operate.ts';
import { type DatabaseOption, writeRows } from '../output.ts';

/** Fields that say how a list is shown, not what is in it: a saved search has none of them. */
const LISTING: readonly Field[] = ['sort', 'limit', 'cursor'];
export const SEARCH_FIELDS: readonly Field[] = FIELDS.filter((field) => !LISTING.includes(field));

interface Options extends DatabaseOption {
  readonly json?: true;
}

export function register(program: Command): void {
  const searches = example(
    program.command('searches').description('filters of articles under a name, for lists and alerts to use'),
    'jvwire searches list',
  );
  const child = (name: string, about: string, ...samples: string[]): Command =>
    example(searches.command(name).description(about).option('--json', 'print JSON'), ...samples);

  withFilterFlags(
    child(
      'save <name>',
      'keep a filter under a name; one of that name is replaced, for the alerts that use it too',
      'jvwire searches save byd-deals --company byd --stage mou,signed --since 7d',
    ),
    SEARCH_FIELDS,
  )
    .addHelpText('after', SEVERAL)
    .action(async (name: string, _o: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const saved = await operate(options, 'searches.save', { name, filter: searchOf(options) });
      await (options.json ? writeJson(saved) : write(`saved ${saved.name}\n`));
    });
  child('list', 'the saved searches, and the alerts that use them', 'jvwire searches list').action(
    (_o: unknown, command: Command) => list(command.optsWithGlobals<Options>()),
  );
  child('remove <name>', 'forget a saved search', 'jvwire searches remove byd-deals').action(
    async (name: string, _o: unknown, command: Command) => {
      const options = command.optsWithGlobals<Options>();
      const removed = await operate(options, 'searches.remove', { name });
      await (options.json ? writeJson(removed) : write(`removed ${removed.name}\n`));
    },
  );
}

/** The filter that the flags describe, in the form in which it is stored; empty without flags. Throws UsageError. */
export function searchOf(options: object): Record<string, unknown> {
  const named = Object.entries(options).filter(([name]) => SEARCH_FIELDS.some((field) => field === name));
  return { ...filterToJson(readFilter(Object.fromEntries(named), (field) => `--${field}`)) };
}

/** A stored filter as it would be typed in a search. */
export const searchText = (filter: WrittenFilter): string => formatQueryText(readFilterJson(filter));

/** The options with the filter of the saved search that they name; flags take precedence. Throws UsageError. */
export async function withSaved<Given extends DatabaseOption & { readonly saved?: string }>(
  options: Given,
): Promise<Given> {
  const { saved } = options;
  if (saved === undefined) return options;
  const { openAnswers } = await import('../../app/answers.ts');
  const answers = openAnswers(loadConfig(options));
  try {
    const search = answers.searches().find(({ name }) => name === saved);
    if (search) return { ...search.filter, ...options };
    throw new UsageError(`no saved search "${saved}"; \`jvwire searches list\` shows their names`);
  } finally {
    answers.close();
  }
}

async function list(options: Options): Promise<void> {
  const { openAnswers } = await import('../../app/answers.ts');
  const answers = openAnswers(loadConfig(options));
  try {
    const searches = answers.searches();
    if (options.json) return await writeJson(searches);
    const rows = searches.map(({ name, filter, alerts }) => ({
      name,
      finds: searchText(filter),
      alerts: alerts.join(', '),
    }));
    await writeRows(rows, { format: 'table', empty: 'no saved searches' });
  } finally {
    answers.close();
  }
}
