/** The tools that are compared: how each is started, what it needs, and where it stores its articles. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Input of a contender. */
export interface Task {
  /** JSON file with the addresses of the feeds; `catalogueFile` has the same feeds as a catalogue for jvwire. */
  readonly feedsFile: string;
  readonly catalogueFile: string;
  /** Empty folder for whatever it writes. */
  readonly folder: string;
  readonly redisUrl: string | null;
}

export interface Contender {
  readonly name: string;
  /** Null when it can run here, else what is missing and how to get it. */
  missing(redisUrl: string | null): string | null;
  command(task: Task): readonly string[];
  environment?(task: Task): Readonly<Record<string, string>>;
  /** File name of its database in the folder; `query` selects `url` and `text` of each stored article. */
  readonly database: string;
  readonly query: string;
}

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const OUTPUT = 'out.db';
const SIMPLE = 'SELECT url, text FROM articles';
const PYTHON = '/usr/bin/python3';

function script(name: string, path: string, missing: () => string | null): Contender {
  return {
    name,
    missing,
    command: ({ feedsFile, folder }) => [
      ...(path.endsWith('.py') ? [PYTHON] : [process.execPath]),
      here(path),
      feedsFile,
      join(folder, OUTPUT),
    ],
    environment: ({ folder }) => ({
      CRAWLEE_STORAGE_DIR: join(folder, 'crawlee'),
      CRAWLEE_LOG_LEVEL: 'ERROR',
    }),
    database: OUTPUT,
    query: SIMPLE,
  };
}

function jvwire(name: string, onRedis: boolean): Contender {
  return {
    name,
    missing: (redisUrl) => (onRedis && redisUrl === null ? 'needs redis-server' : null),
    command: () => [here('../../bin/jvwire'), 'run', '--all', '--json'],
    environment: ({ folder, catalogueFile, redisUrl }) => ({
      JVWIRE_DATA: folder,
      JVWIRE_CATALOGUE: catalogueFile,
      JVWIRE_ALLOW_HOSTS: '127.0.0.1',
      JVWIRE_HOST_INTERVAL_MS: '0',
      REDIS_URL: onRedis ? (redisUrl ?? '') : '',
    }),
    database: 'jvwire.db',
    query: `SELECT items.url, articles.text FROM items JOIN articles ON articles.id = items.article_id
      WHERE articles.state = 'stored'`,
  };
}

const others = (): string | null =>
  existsSync(here('others/node_modules')) ? null : 'not installed: npm ci --prefix bench/against/others';

const python = (): string | null =>
  spawnSync(PYTHON, ['-c', 'import feedparser, readability']).status === 0
    ? null
    : 'not installed: apt install python3-feedparser python3-readability';

const always = (): null => null;

export const CONTENDERS: readonly Contender[] = [
  jvwire('jvwire', false),
  jvwire('jvwire on Redis', true),
  script('hand script', 'hand.ts', always),
  script('Crawlee', 'others/crawlee.js', others),
  script('article-extractor', 'others/article-extractor.js', others),
  script('Python', 'others/feedparser-readability.py', python),
  script('floor', 'floor.ts', always),
];
