/** `jvwire alerts ...`: who is notified of what and when, and what was delivered. */

import { type Command, Option } from 'commander';
import { formatClock, parseClock, parseQuiet } from '../../alerts/timing.ts';
import { type Config, loadConfig } from '../../config.ts';
import type { Channel, Timing } from '../../core/alerts.ts';
import { UsageError } from '../../core/errors.ts';
import type { OperationArguments } from '../../core/operations.ts';
import type { AlertView } from '../../store/alerts/alert-views.ts';
import { counted, timesText } from '../../text/shown/counted.ts';
import { momentText, spanText } from '../../text/shown/time-text.ts';
import { example } from '../example.ts';
import { SEVERAL, withFilterFlags } from '../filter-flags.ts';
import { write, writeJson } from '../ndjson.ts';
import { operate } from '../operate.ts';
import { type DatabaseOption, forTerminal, type Row, writeRows } from '../output.ts';
import { SEARCH_FIELDS, searchOf, searchText } from './searches.ts';

interface Options extends DatabaseOption {
  readonly json?: true;
}

interface AddOptions extends Options {
  readonly search?: string;
  readonly feedHealth?: true;
  readonly per: 'article' | 'story';
  readonly webhook?: string;
  readonly slack?: string;
  readonly email?: string;
  readonly secret?: string;
  readonly daily?: string;
  readonly quiet?: string;
  readonly timezone?: string;
}

export function register(program: Command): void {
  const alerts = example(
    program.command('alerts').description('get notified of new articles, and of failing feeds'),
    'jvwire alerts list',
  );
  const child = (name: string, about: string, ...samples: string[]): Command =>
    example(alerts.command(name).description(about).option('--json', 'print JSON'), ...samples);

  withFilterFlags(
    child(
      'add <name>',
      'notify a webhook, a Slack channel or a mailbox of new articles that match a filter',
      'jvwire alerts add byd-deals --company byd --stage mou,signed --webhook https://desk.example/hooks/jvwire',
      'jvwire alerts add jv-news --tag chinese-ev-jv --per story --email desk@example.org --daily 07:30',
      'jvwire alerts add feeds --feed-health --slack https://hooks.slack.com/services/T0/B0/x --quiet 22:00-07:00',
    )
      .option('--search <name>', 'what a saved search finds, instead of filters')
      .option(
        '--feed-health',
        'feeds that fail, are blocked, gone or quiet, or recover; outages of our own connection',
      )
      .addOption(
        new Option('--per <what>', 'notify once per article, or once per story')
          .choices(['article', 'story'])
          .default('article'),
      )
      .option('--webhook <url>', 'send signed JSON there')
      .option('--slack <url>', 'send to this incoming webhook of Slack, or of a compatible service')
      .option('--email <address>', 'send mail there (needs JVWIRE_SMTP_URL and JVWIRE_MAIL_FROM)')
      .option('--secret <secret>', 'what webhooks are signed with: whsec_...; default: a new one, shown once')
      .option('--daily <time>', 'one message a day with everything new, at this time: 07:30')
      .option('--quiet <times>', 'hold what is found between these times until they end: 22:00-07:00')
      .option('--timezone <zone>', "time zone of these times: Europe/Berlin; default: this machine's"),
    SEARCH_FIELDS.filter((field) => field !== 'gone'),
  )
    .addHelpText('after', SEVERAL)
    .action((name: string, _o: unknown, command: Command) =>
      add(name, command.optsWithGlobals<AddOptions>()),
    );
  child(
    'list',
    'every alert: whom it notifies, what is waiting, what was delivered, what failed',
    'jvwire alerts list',
  ).action((_o: unknown, command: Command) => list(command.optsWithGlobals<Options>()));
  child(
    'test <name>',
    'send a sample now, marked as one, and show the answer',
    'jvwire alerts test byd-deals',
  ).action((name: string, _o: unknown, command: Command) => test(name, command.optsWithGlobals<Options>()));
  child(
    'retry <name>',
    'retry now what waits for its next try, and what was given up',
    'jvwire alerts retry byd-deals',
  ).action(async (name: string, _o: unknown, command: Command) => {
    const options = command.optsWithGlobals<Options>();
    const { messages, paused } = await operate(options, 'alerts.retry', { name });
    const pauseNote = paused ? `; it is paused, \`jvwire alerts resume ${name}\` sends on` : '';
    await (options.json
      ? writeJson({ name, messages, paused })
      : write(
          messages === 0
            ? `${name}: no message has failed${pauseNote}\n`
            : `${name}: ${counted(messages, 'message')} taken up again${pauseNote}\n`,
        ));
  });
  const changes = [
    ['pause', 'paused', 'send nothing; what is found meanwhile is sent after it is resumed'],
    ['resume', 'goes on', 'resume a paused alert'],
    ['remove', 'removed', 'delete an alert, and what it has not sent yet'],
  ] as const;
  for (const [how, done, about] of changes)
    child(`${how} <name>`, about, `jvwire alerts ${how} byd-deals`).action(
      async (name: string, _o: unknown, command: Command) => {
        const options = command.optsWithGlobals<Options>();
        const changed = await operate(options, `alerts.${how}`, { name });
        await (options.json ? writeJson(changed) : write(`${changed.name} ${done}\n`));
      },
    );
}

async function add(name: string, options: AddOptions): Promise<void> {
  const { search = null, secret = null, per, feedHealth = false } = options;
  const filter = searchOf(options);
  const given: OperationArguments<'alerts.add'> = {
    name,
    about: feedHealth ? 'feeds' : 'articles',
    search,
    filter: Object.keys(filter).length === 0 ? null : filter,
    per,
    ...receiverOf(options),
    secret,
    timing: timingOf(options),
  };
  const added = await operate(options, 'alerts.add', given);
  if (given.channel === 'email') warnOfNoMail(loadConfig(options));
  if (options.json) return writeJson(added);
  await write(`added ${added.name}: ${given.channel} to ${added.to}, ${whenText(given.timing)}\n`);
  if (added.secret !== null)
    await write(`secret to check signatures with, shown only now: ${added.secret}\n`);
}

/** Only a warning: a daemon may have been started with other settings than those of this shell. */
function warnOfNoMail({ settings }: Config): void {
  const missing = (['JVWIRE_SMTP_URL', 'JVWIRE_MAIL_FROM'] as const).filter((name) => !settings[name]);
  if (missing.length > 0)
    process.stderr.write(
      `${missing.join(' and ')} ${missing.length === 1 ? 'is' : 'are'} not set here: until the daemon, or \`jvwire run\`, has both, mails fail, are tried again and in the end given up; \`jvwire alerts test\` tries it\n`,
    );
}

function receiverOf({ webhook, slack, email }: AddOptions): { channel: Channel; target: string } {
  const given = Object.entries({ webhook, slack, email }) as [Channel, string | undefined][];
  const [first, second] = given.flatMap(([channel, target]) => (target ? [{ channel, target }] : []));
  if (first && !second) return first;
  throw new UsageError(
    'say where to send it, in exactly one way: --webhook URL, --slack URL or --email ADDRESS',
  );
}

function timingOf({ daily, quiet, timezone }: AddOptions): Timing {
  const time = daily === undefined ? null : parseClock(daily);
  if (daily !== undefined && time === null)
    throw new UsageError(`--daily "${daily}": must be a time such as 07:30`);
  const hours = quiet === undefined ? null : parseQuiet(quiet);
  if (quiet !== undefined && hours === null)
    throw new UsageError(`--quiet "${quiet}": must be two times such as 22:00-07:00`);
  return {
    timeZone: timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    daily: time,
    quiet: hours,
  };
}

function whenText({ daily, quiet, timeZone }: Timing): string {
  if (daily !== null) return `daily at ${formatClock(daily)} (${timeZone})`;
  if (quiet === null) return 'at once';
  return `at once, not ${formatClock(quiet.from)}-${formatClock(quiet.until)} (${timeZone})`;
}

async function list(options: Options): Promise<void> {
  const { openAnswers } = await import('../../app/answers.ts');
  const answers = openAnswers(loadConfig(options));
  try {
    const alerts = answers.alerts();
    if (options.json) return await writeJson(alerts);
    await writeRows(alerts.map(rowOf), {
      format: 'table',
      empty: 'no alerts; `jvwire alerts add --help`',
      below: 'trouble',
    });
  } finally {
    answers.close();
  }
}

function rowOf(alert: AlertView): Row {
  const { pending, dead, lastError, pausedAt, pausedWhy } = alert;
  const trouble = [
    pausedAt === null
      ? ''
      : `paused since ${momentText(pausedAt)}${pausedWhy === null ? '' : `: ${pausedWhy}`}`,
    pending && pending.attempts > 0
      ? `tried ${timesText(pending.attempts)}, again ${momentText(pending.nextTryAt)}, \`jvwire alerts retry ${alert.name}\` tries it now`
      : '',
    dead > 0
      ? `${counted(dead, 'message')} given up, \`jvwire alerts retry ${alert.name}\` takes ${dead === 1 ? 'it' : 'them'} up`
      : '',
    lastError ?? '',
  ];
  return {
    name: alert.name,
    finds: findsText(alert),
    tells: `${alert.channel} ${alert.to}`,
    when: whenText(alert.timing),
    waiting: alert.waiting + (pending ? 1 : 0),
    delivered: alert.delivered,
    last: alert.lastDeliveredAt === null ? '' : momentText(alert.lastDeliveredAt),
    trouble: trouble.filter(Boolean).join('; '),
  };
}

function findsText({ about, search, filter, per }: AlertView): string {
  if (about === 'feeds') return 'feed health';
  const what = search === null ? searchText(filter ?? {}) : `search ${search}`;
  return per === 'story' ? `${what}, each story once` : what;
}

async function test(name: string, options: Options): Promise<void> {
  const tested = await operate(options, 'alerts.test', { name });
  if (options.json) await writeJson(tested);
  else {
    const outcome = tested.delivered ? 'delivered' : 'not delivered';
    await write(`${outcome} to ${tested.to} in ${spanText(tested.ms)}: ${forTerminal(tested.answer)}\n`);
  }
  if (!tested.delivered) process.exitCode = 1;
}
