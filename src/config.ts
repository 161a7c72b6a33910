/** The configuration: environment and `.env`, read here and nowhere else, checked once, printable. */
import { existsSync, readlinkSync, realpathSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { UsageError } from './core/errors.ts';
import { readDotEnv } from './dot-env.ts';
import { createAllowList } from './net/address.ts';
import { bareHost, requireHost } from './net/listen-host.ts';
import { nearest } from './query/query-error.ts';
import { parseRedisUrl } from './queue/redis-address.ts';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

/** An address, alone or as `Name <address>`, on one line. */
const MAIL_FROM = /^(?:[^\p{Cc}<>@]*<[^\s<>@]+@[^\s<>@]+>|[^\s<>@]+@[^\s<>@]+)$/u;

const integer = (minimum: number, maximum: number) =>
  z
    .string()
    .regex(/^\d+$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.number().min(minimum).max(maximum));

/** Shells expand ~ and $VARIABLES; a unit file or .env does not, so that a folder of that very name would be created. */
const path = z
  .string()
  .min(1)
  .regex(/^(?!~(\/|$))/, '~ is read by shells only: write the whole path')
  .regex(/^(?!.*\$[\w{])/s, '$ is read by shells only: write the whole path');

/** Every setting with its default and what it does; README's table is tested against this. */
export const SETTINGS = {
  JVWIRE_DATA: {
    about: 'folder of the database, the page archive, the lock and the control socket',
    schema: path.default('data'),
  },
  JVWIRE_CATALOGUE: {
    about: 'feeds a new database starts with: `builtin`, `none`, or the path of a JSON file of the same form',
    schema: path.default('builtin'),
  },
  REDIS_URL: {
    about:
      'Redis or Valkey that holds the queue, so that `jvwire worker` on other machines can share the work; without it jobs run in one process',
    schema: z.string().transform(checkedBy(parseRedisUrl)).optional(),
  },
  JVWIRE_CONTACT: {
    about: 'address where the owner of a site can reach you, sent in the User-Agent: a web page or `mailto:`',
    schema: z
      .string()
      .regex(/^(https?:\/\/|mailto:)[\x21-\x7e]+$/, 'must start with http://, https:// or mailto:')
      .max(200)
      .optional(),
  },
  JVWIRE_USER_AGENT: {
    about:
      'the whole User-Agent, instead of `jvwire/VERSION (+JVWIRE_CONTACT)`; rules of robots.txt are those for the name in it',
    schema: z
      .string()
      .max(300)
      .regex(/^[\x20-\x7e]+$/, 'must be plain ASCII')
      .optional(),
  },
  JVWIRE_ALLOW_HOSTS: {
    about: 'host names or CIDRs, comma-separated, that the private-address guard lets through',
    schema: z
      .string()
      .default('')
      .transform((list) =>
        list
          .split(',')
          .map((entry) => entry.trim())
          .filter((entry) => entry !== ''),
      )
      .transform(checkedBy(createAllowList)),
  },
  JVWIRE_HOST_INTERVAL_MS: {
    about: 'milliseconds between two requests to one host, at least',
    schema: integer(0, 3_600_000).default(1000),
  },
  JVWIRE_FETCH_TIMEOUT_MS: {
    about: 'milliseconds after which a page or feed that is still coming is given up',
    schema: integer(100, 600_000).default(60_000),
  },
  JVWIRE_SMTP_URL: {
    about: 'mail server for alerts by e-mail: `smtp://user:password@host:587`, or `smtps:`',
    schema: z
      .string()
      .refine(
        (text) => /^smtps?:\/\/[^\s/]/.test(text) && URL.canParse(text),
        'must be such as smtp://user:password@host:587 or smtps://host, with a port up to 65535',
      )
      .optional(),
  },
  JVWIRE_MAIL_FROM: {
    about: 'whom these mails are from: an address, or `Name <address>`',
    schema: z.string().max(320).regex(MAIL_FROM, 'must be an address, or Name <address>').optional(),
  },
  JVWIRE_ARCHIVE_DAYS: {
    about: 'days that raw pages are kept for reading again; 0 keeps them for ever',
    schema: integer(0, 36_500).default(0),
  },
  JVWIRE_CONCURRENCY: {
    about: 'feeds and articles in flight at the same time',
    schema: integer(1, 1000).default(32),
  },
  JVWIRE_PROCESSES: {
    about: 'child processes that read untrusted pages; default: processors less one, 1 to 4',
    schema: integer(1, 64).default(Math.min(4, Math.max(1, availableParallelism() - 1))),
  },
  JVWIRE_HOST: {
    about: 'address that the daemon answers HTTP on; beyond loopback a token is required',
    schema: z.string().transform(bareHost).transform(checkedBy(requireHost)).default('127.0.0.1'),
  },
  JVWIRE_PORT: {
    about: 'port that the daemon answers HTTP on; 0 takes any that is free',
    schema: integer(0, 65_535).default(7450),
  },
  JVWIRE_URL: {
    about:
      'address at which people open the page, such as `https://wire.example/`; mails, Slack and feeds link to it',
    schema: z.string().transform(pageAddress).optional(),
  },
  JVWIRE_API_TOKEN: {
    about: 'a token that may do everything over HTTP, beside those of `jvwire token create`',
    schema: z
      .string()
      .regex(/^[\x21-\x7e]{20,200}$/, 'must be 20 to 200 characters of ASCII without spaces')
      .optional(),
  },
  LOG_LEVEL: {
    about: `least severe log line written to stderr: ${LOG_LEVELS.join(', ')}; the daemon's is info, a command's error`,
    schema: z.enum(LOG_LEVELS).optional(),
  },
} as const;

/** Settings whose value holds a password: never printed as they are. */
export const SECRET_SETTINGS: readonly string[] = ['REDIS_URL', 'JVWIRE_API_TOKEN', 'JVWIRE_SMTP_URL'];

export type SettingName = keyof typeof SETTINGS;
export type Settings = { readonly [Name in SettingName]: z.output<(typeof SETTINGS)[Name]['schema']> };

/** Where one database keeps its files. */
export interface DataPaths {
  readonly folder: string;
  readonly database: string;
  readonly pages: string;
  readonly lock: string;
  readonly socket: string;
  /** Folder of the user's own companies and ventures. */
  readonly knowledge: string;
}

export interface Config {
  readonly settings: Settings;
  /** Where each value came from, for `jvwire config`. */
  readonly origins: Readonly<Record<SettingName, 'environment' | '.env' | 'default'>>;
  readonly paths: DataPaths;
  /** Set environment variables that name a proxy: they are ignored, every request goes out directly. */
  readonly ignoredProxies: readonly string[];
  /** What systemd asks of a service that it started (sd_notify). */
  readonly serviceManager: { readonly socket: string | null; readonly watchdogMs: number | null };
}

/**
 * Reads and checks the configuration. `db` is the value of `--db`, which wins over JVWIRE_DATA.
 * Throws UsageError naming every setting that is wrong and what it wants.
 */
export function loadConfig(options: { db?: string | undefined } = {}): Config {
  return parseConfig(process.env, readDotEnv('.env', Object.keys(SETTINGS)), options);
}

/** `jvwire config` would list them, but refuses the same. */
function noSetting(name: string, names: readonly string[]): string {
  const meant = nearest(name, names);
  return `${name} is not a setting; ${meant === null ? 'the README lists them' : `did you mean ${meant}?`}`;
}

export function parseConfig(
  environment: Readonly<Record<string, string | undefined>>,
  dotEnv: Readonly<Record<string, string | undefined>>,
  options: { db?: string | undefined } = {},
): Config {
  const names = Object.keys(SETTINGS) as SettingName[];
  const wrong: string[] = [];
  const settings: Record<string, unknown> = {};
  const origins = {} as Record<SettingName, 'environment' | '.env' | 'default'>;
  for (const name of names) {
    // An empty variable means "not set", so that `.env` decides: compose files and unit files cannot unset one.
    const value = environment[name] || dotEnv[name] || undefined;
    origins[name] = value === undefined ? 'default' : environment[name] ? 'environment' : '.env';
    const read = SETTINGS[name].schema.safeParse(value);
    if (read.success) settings[name] = read.data;
    else
      wrong.push(
        `${SECRET_SETTINGS.includes(name) ? name : `${name}="${value}"`}: ${read.error.issues.map((issue) => issue.message).join(', ')}`,
      );
  }
  for (const name of Object.keys({ ...dotEnv, ...environment })) {
    if (
      name.startsWith('JVWIRE_') &&
      !names.includes(name as SettingName) &&
      !name.startsWith('JVWIRE_TEST_')
    )
      wrong.push(noSetting(name, names));
  }
  if (wrong.length > 0) throw new UsageError(`configuration: ${wrong.join('; ')}`);
  const checked = settings as unknown as Settings;
  return {
    settings: checked,
    origins,
    paths: dataPaths(options.db ?? join(checked.JVWIRE_DATA, 'jvwire.db')),
    ignoredProxies: Object.keys(environment).filter((name) => environment[name] && PROXY.test(name)),
    serviceManager: {
      socket: environment['NOTIFY_SOCKET'] || null,
      watchdogMs: Number(environment['WATCHDOG_USEC'] ?? 0) / 1000 || null,
    },
  };
}

/**
 * The files beside a database: `jvwire.db` has plain names, those of any other begin with its whole name. Of a symbolic link
 * they are those beside the file that it leads to: whoever names that file itself must find the same lock. Throws
 * UsageError where some were made beside the link.
 */
export function dataPaths(database: string): DataPaths {
  const named = resolve(database);
  const file = followed(named, MOST_LINKS);
  const paths = filesBeside(file);
  if (file === named) return paths;
  const { pages, knowledge } = filesBeside(named);
  for (const [left, wanted] of [[pages, paths.pages] as const, [knowledge, paths.knowledge] as const])
    if (existsSync(left) && !existsSync(wanted))
      throw new UsageError(
        `${named} is a symbolic link to ${file}: move ${left} to ${wanted}, beside that file`,
      );
  return paths;
}

function filesBeside(database: string): DataPaths {
  const folder = dirname(database);
  const name = basename(database);
  const plain = name === 'jvwire.db';
  const beside = (usual: string, ending: string): string => join(folder, plain ? usual : `${name}${ending}`);
  return {
    folder,
    database,
    pages: beside('pages.db', '.pages'),
    lock: beside('jvwire.lock', '.lock'),
    socket: beside('jvwire.sock', '.sock'),
    knowledge: beside('knowledge', '.knowledge'),
  };
}

const PROXY = /^(https?|all)_proxy$/i;

/** As many as Linux follows. */
const MOST_LINKS = 40;

/** The file that a symbolic link leads to, which need not exist yet; any other path as it is. */
function followed(path: string, most: number): string {
  let target: string;
  try {
    target = readlinkSync(path);
  } catch {
    // No link, or nothing there.
    return path;
  }
  if (most === 0) throw new UsageError(`${path} is a symbolic link that leads nowhere`);
  return followed(resolve(realpathSync(dirname(path)), target), most - 1);
}

/** Normalises the address to end with a slash, so that paths can be appended. */
function pageAddress(text: string, context: z.RefinementCtx): string {
  const url = URL.parse(text);
  if (url && /^https?:$/.test(url.protocol) && url.username + url.password + url.search + url.hash === '')
    return url.href.replace(/\/*$/, '/');
  context.addIssue('must be http://... or https://..., without a user, ? or #');
  return z.NEVER;
}

/** Accepts a value when `read`, the parser of whoever will use it, does not throw; its message becomes the issue. */
function checkedBy<Value>(read: (value: Value) => unknown) {
  return (value: Value, context: z.RefinementCtx): Value => {
    try {
      read(value);
    } catch (error) {
      context.addIssue({ code: 'custom', message: (error as Error).message });
    }
    return value;
  };
}
