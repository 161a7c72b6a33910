/** Judges the data of an installation: the database files, the feeds, the work, the user's own knowledge. Pure. */

import { MEND_DAMAGE } from '../../core/damage.ts';
import type { FeedState } from '../../feed/watch/health.ts';
import type { FileDiagnosis } from '../../store/upkeep/diagnosis.ts';
import type { WorkGauges } from '../../store/upkeep/gauges.ts';
import { counted } from '../../text/shown/counted.ts';
import { sizeText } from '../../text/shown/size-text.ts';
import { spanText } from '../../text/shown/time-text.ts';
import type { Check } from './doctor.ts';

/** Past this the write-ahead log is not being folded back: something reads without end. */
const MOST_WAL = 256 * 1024 * 1024;

/** `part`: what the file is called to people. */
export function judgeFile(part: 'database' | 'page archive', found: FileDiagnosis): Check[] {
  switch (found.state) {
    case 'none':
      return [
        {
          name: part,
          state: 'ok',
          what: `none at ${found.file} yet`,
          todo: part === 'database' ? '`jvwire run` makes it' : null,
        },
      ];
    case 'unusable':
      return [{ name: part, state: 'fail', what: found.message, todo: remedyOf(found.code) }];
    case 'open': {
      const { problems, orphans, bytes, walBytes, checked } = found;
      const checks: Check[] = [];
      const broken = problems.length + orphans;
      const more = problems.length > 1 ? `; and ${problems.length - 1} more` : '';
      if (broken > 0)
        checks.push({
          name: part,
          state: 'fail',
          what: `${found.file} is damaged: ${problems[0] ?? `${orphans === 1 ? '1 row belongs' : `${orphans} rows belong`} to rows that are gone`}${more}`,
          todo: MEND_DAMAGE,
        });
      if (walBytes > MOST_WAL)
        checks.push({
          name: part,
          state: 'warn',
          what: `its write-ahead log has grown to ${sizeText(walBytes)}: something reads from it without end`,
          todo: `find who has ${found.file} open (lsof), and end it`,
        });
      if (checks.length > 0) return checks;
      const how = checked ? 'sound and of this version' : 'of this version';
      return [{ name: part, state: 'ok', what: `${found.file}, ${sizeText(bytes)}, ${how}`, todo: null }];
    }
  }
}

function remedyOf(code: string): string {
  switch (code) {
    case 'database-older':
      return 'run `jvwire migrate`; a copy is kept beside it';
    case 'database-newer':
      return 'use the version of jvwire that wrote it, or a newer one';
    case 'database-rights':
      return 'run as the user of the daemon; give whoever only reads a token for HTTP (`jvwire token create NAME --scope read`)';
    case 'damaged':
      return MEND_DAMAGE;
    case 'foreign-database':
      return 'name another file with --db or another folder with JVWIRE_DATA';
    default:
      return 'check that the file is readable for this user; if it is damaged, restore the latest backup';
  }
}

export interface FeedsFacts extends Pick<WorkGauges, 'feeds' | 'feedsDue' | 'articlesDue' | 'givenUp'> {
  /** Why nothing is held against the feeds: our own line is down; null while it is up. */
  readonly lineDown: string | null;
  readonly everythingPaused: boolean;
  readonly daemonRuns: boolean;
  readonly now: number;
}

const HOUR_MS = 3_600_000;
const AILING: readonly FeedState[] = ['failing', 'blocked', 'gone'];

/** `facts` null: there is no database to tell. */
export function judgeFeeds(facts: FeedsFacts | null): Check[] {
  if (facts === null) return [];
  const { feeds, lineDown, feedsDue, articlesDue, daemonRuns, now } = facts;
  const count = (...states: readonly FeedState[]): number =>
    states.reduce((sum, state) => sum + (feeds[state] ?? 0), 0);
  const ailing = count(...AILING);
  const watched = ailing + count('ok', 'quiet');
  const told = AILING.filter((state) => count(state) > 0).map((state) => `${count(state)} ${state}`);
  const checks: Check[] = [];
  const add = (state: Check['state'], what: string, todo: string | null): void =>
    void checks.push({ name: 'feeds', state, what, todo });

  if (lineDown !== null)
    add(
      'warn',
      `our own line is down: ${lineDown}`,
      'mend the connection; the feeds are asked again by themselves',
    );
  if (watched === 0) add('warn', 'none is watched', 'add one: `jvwire feeds add URL`');
  else if (ailing === watched)
    add(
      'fail',
      `none of ${watched} can be read (${told.join(', ')})`,
      '`jvwire feeds health` tells why of each',
    );
  else if (ailing > 0)
    add(
      'warn',
      `${ailing} of ${watched} cannot be read (${told.join(', ')})`,
      '`jvwire feeds health` tells why of each, and what to do',
    );
  else add('ok', `${watched} watched, none of them failing`, null);

  if (facts.everythingPaused) add('warn', 'all work is paused', '`jvwire jobs resume` goes on');
  const oldest = Math.min(feedsDue.oldestAt ?? now, articlesDue.oldestAt ?? now);
  const backlog = `${dueText(facts)}, the first for ${spanText(now - oldest)}`;
  if (now - oldest > HOUR_MS && !facts.everythingPaused)
    checks.push(
      daemonRuns
        ? {
            name: 'work',
            state: 'warn',
            what: backlog,
            todo: '`jvwire status` shows what runs; more JVWIRE_CONCURRENCY or workers do more at once',
          }
        : {
            name: 'work',
            state: 'warn',
            what: backlog,
            todo: 'start `jvwire daemon`, or `jvwire run` from cron',
          },
    );
  else
    checks.push({
      name: 'work',
      state: 'ok',
      what: `${dueText(facts)}; ${counted(facts.givenUp, 'article')} given up`,
      todo: facts.givenUp > 0 ? '`jvwire jobs list --failed` has the reasons' : null,
    });
  return checks;
}

function dueText({ feedsDue, articlesDue }: FeedsFacts): string {
  return feedsDue.count + articlesDue.count === 0
    ? 'nothing is due'
    : `${counted(feedsDue.count, 'feed')} and ${counted(articlesDue.count, 'article')} are due`;
}

/** `error`: what is wrong in the files. */
export function judgeKnowledge(
  found: { readonly companies: number; readonly ventures: number } | { readonly error: string },
): Check {
  if ('error' in found)
    return {
      name: 'own knowledge',
      state: 'fail',
      what: found.error,
      todo: 'mend the entry that is named; a daemon does not start with it',
    };
  const { companies, ventures } = found;
  const what =
    companies + ventures === 0
      ? 'none'
      : `${counted(companies, 'company', 'companies')} and ${counted(ventures, 'venture')} of your own`;
  return { name: 'own knowledge', state: 'ok', what, todo: null };
}
