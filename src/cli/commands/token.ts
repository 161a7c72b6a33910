/** `jvwire token ...`: the tokens with which clients authenticate over HTTP. */
import { type Command, Option } from 'commander';
import { SCOPES, type Scope } from '../../core/access.ts';
import { UsageError } from '../../core/errors.ts';
import { parseTimePoint, resolveEnd } from '../../query/article-filter.ts';
import { momentText } from '../../text/shown/time-text.ts';
import { example } from '../example.ts';
import { write, writeJson } from '../ndjson.ts';
import { operate } from '../operate.ts';
import { type DatabaseOption, forTerminal, writeRows } from '../output.ts';

interface Options extends DatabaseOption {
  readonly scope: Scope;
  readonly expires?: string;
  readonly json?: true;
}

export function register(program: Command): void {
  const token = program.command('token').description('tokens for the API, the pages and the tools of agents');
  example(
    token
      .command('create')
      .argument('<name>', 'what it is for, to recognise it later')
      .description('create a token; it is printed only this once')
      .addOption(new Option('--scope <scope>', 'what it may do').choices(SCOPES).default('read'))
      .option('--expires <when>', 'after this long (90d) or this day; without it, never')
      .option('--json', 'print JSON')
      .action((name: string, _o: unknown, command: Command) =>
        create(name, command.optsWithGlobals<Options>()),
      ),
    'jvwire token create laptop --scope write --expires 90d',
  );
  example(
    token
      .command('list')
      .description('every token with its scope and the day it was last used; never the tokens themselves')
      .option('--json', 'print JSON')
      .action((_o: unknown, command: Command) => list(command.optsWithGlobals<Options>())),
    'jvwire token list',
  );
  example(
    token
      .command('revoke')
      .argument('<name|id>', 'as `jvwire token list` shows it')
      .description('revoke a token at once, with every login made with it')
      .option('--json', 'print JSON')
      .action((name: string, _o: unknown, command: Command) =>
        revoke(name, command.optsWithGlobals<Options>()),
      ),
    'jvwire token revoke laptop',
  );
}

async function create(name: string, options: Options): Promise<void> {
  const given = { name, scope: options.scope, expiresAt: expiryOf(options.expires) };
  const made = await operate(options, 'tokens.create', given);
  if (options.json) return writeJson(made);
  await write(`${made.secret}\n`);
  const until = made.expiresAt === null ? '' : ` until ${momentText(made.expiresAt)}`;
  process.stderr.write(
    `token "${forTerminal(name)}" with the scope ${made.scope}${until}; it is not shown again\n`,
  );
}

/** Epoch ms, null for never. A span (`90d`) counts from now on; a day includes all of that day. */
function expiryOf(text: string | undefined): number | null {
  if (text === undefined) return null;
  const point = parseTimePoint(text);
  if (!point) throw new UsageError(`--expires "${text}": must be a span such as 90d, or a day`);
  const now = Date.now();
  return 'ago' in point ? now + point.ago : resolveEnd(point, now);
}

async function list(options: Options): Promise<void> {
  const { tokens } = await operate(options, 'tokens.list', {});
  if (options.json) return writeJson(tokens);
  const rows = tokens.map(({ id, name, scope, createdAt, expiresAt, lastUsedDay }) => ({
    name,
    id,
    scope,
    created: momentText(createdAt),
    expires: expiresAt === null ? 'never' : momentText(expiresAt),
    used: lastUsedDay ?? 'never',
  }));
  await writeRows(rows, { format: 'table', empty: 'no tokens; `jvwire token create NAME` makes one' });
}

async function revoke(name: string, options: Options): Promise<void> {
  const revoked = await operate(options, 'tokens.revoke', { token: name });
  await (options.json ? writeJson(revoked) : write(`${forTerminal(revoked.name)} is revoked\n`));
}
