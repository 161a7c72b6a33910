/** The manifest of a backup: its files with hashes and row counts, checked so that nothing incomplete is restored. */

import { createHash } from 'node:crypto';
import { createReadStream, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { DamageError } from '../core/damage.ts';
import { OperationError } from '../core/errors.ts';
import { counted } from '../text/shown/counted.ts';
import { openForReading } from './file/database.ts';

export const MANIFEST = 'manifest.json';
/** `jvwire-20261122T031500Z`, in UTC: sorts by time. */
const DATED = /^jvwire-\d{8}T\d{6}Z$/;

const fileSchema = z.object({
  part: z.enum(['main', 'pages']),
  name: z.enum(['jvwire.db', 'pages.db']),
  bytes: z.number().int(),
  /** SHA-256, hex. */
  sha256: z.string(),
  /** Epoch ms of its last migration. */
  migration: z.number(),
  /** Rows of each table that was counted. */
  rows: z.record(z.string(), z.number().int()),
});

const manifestSchema = z.object({
  format: z.literal(1),
  /** Version of jvwire that made it. */
  jvwire: z.string(),
  /** ISO 8601. */
  createdAt: z.string(),
  files: z.array(fileSchema).min(1),
});

export type BackupFile = z.output<typeof fileSchema>;
export type Manifest = z.output<typeof manifestSchema>;

/** The tables whose rows are counted in the source and in the copy. */
export const COUNTED = {
  main: ['articles', 'article_tags', 'items', 'feeds', 'poll_events', 'stories'],
  pages: ['pages'],
} as const;

/** The name of a dated backup, to the second. */
export const datedName = (at: number): string =>
  `jvwire-${new Date(at).toISOString().replace(/[-:]|\.\d+/g, '')}`;

export const isDated = (name: string): boolean => DATED.test(name);

/** The names of the dated backups in a folder, the oldest first. */
export const datedIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => isDated(name) && existsSync(join(folder, name, MANIFEST)))
    .sort();

/** Throws OperationError `not-a-backup` for a folder without a manifest, or with one that cannot be read. */
export function readManifest(folder: string): Manifest {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8')));
  } catch (error) {
    throw new OperationError('not-a-backup', `${folder} is no backup of jvwire: ${whyNone(folder, error)}`);
  }
}

function whyNone(folder: string, error: unknown): string {
  if (error instanceof z.ZodError) return `its ${MANIFEST} is of another form`;
  const there = statSync(folder, { throwIfNoEntry: false });
  if (there === undefined) return 'it is not there';
  if (!there.isDirectory()) return 'it is a file, and a backup is a folder';
  if ((error as NodeJS.ErrnoException).code !== 'ENOENT') return (error as Error).message;
  const dated = datedIn(folder);
  const latest = dated.at(-1);
  if (latest === undefined) return `it has no ${MANIFEST}`;
  return `it holds ${counted(dated.length, 'dated backup')}; name one, such as the latest: ${join(folder, latest)}`;
}

/** Throws OperationError `damaged` when a file of a backup is missing, changed or damaged. */
export async function requireIntact(folder: string, { name, bytes, sha256 }: BackupFile): Promise<void> {
  const file = join(folder, name);
  const size = statSync(file, { throwIfNoEntry: false })?.size;
  if (size === undefined) throw new OperationError('damaged', `${file} is missing`);
  if (size !== bytes || (await sha256Of(file)) !== sha256)
    throw new OperationError('damaged', `${file} is not what was backed up: take another backup`);
  requireSound(file);
}

/**
 * Throws OperationError `damaged` when SQLite finds something wrong with the file; it then names `source`, where the file was
 * just copied from it.
 */
export function requireSound(file: string, source?: string): void {
  const problem = problemOf(file);
  if (problem === null) return;
  if (source !== undefined) throw new DamageError(source, problem);
  throw new OperationError('damaged', `${file} is damaged (${problem}): take another backup`);
}

function problemOf(file: string): string | null {
  const { client, close } = openForReading(file);
  try {
    const found = String(client.pragma('integrity_check(1)', { simple: true }));
    // A line that begins with asterisks only names the part of the file.
    if (found !== 'ok') return found.split('\n').find((line) => !line.startsWith('***')) ?? found;
    const orphans = client.pragma('foreign_key_check') as { table: string }[];
    return orphans.length === 0
      ? null
      : `${counted(orphans.length, 'row')} of ${orphans[0]?.table} without what ${orphans.length === 1 ? 'it belongs' : 'they belong'} to`;
  } finally {
    close();
  }
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
