/** Judges what was found out about an installation: what is well, what is not, and what to do about it. Pure. */

import type { Holder } from '../../store/file/lock.ts';
import type { Misdated } from '../../store/upkeep/wrong-clock.ts';
import { counted } from '../../text/shown/counted.ts';
import { sizeText } from '../../text/shown/size-text.ts';
import { spanText } from '../../text/shown/time-text.ts';

/** `todo` is null where there is nothing to do. */
export interface Check {
  readonly name: string;
  readonly state: 'ok' | 'warn' | 'fail';
  readonly what: string;
  readonly todo: string | null;
}

export const ok = (name: string, what: string): Check => ({ name, state: 'ok', what, todo: null });
export const warn = (name: string, what: string, todo: string): Check => ({
  name,
  state: 'warn',
  what,
  todo,
});
export const fail = (name: string, what: string, todo: string): Check => ({
  name,
  state: 'fail',
  what,
  todo,
});

interface RuntimeFacts {
  /** As process.version has it. */
  readonly version: string;
  readonly path: string;
  /** It is the one that `npm ci` brought. */
  readonly bundled: boolean;
}

const LEAST_NODE = 24;

export function judgeRuntime({ version, path, bundled }: RuntimeFacts): Check {
  const what = `Node ${version.replace(/^v/, '')}, ${bundled ? 'brought along by npm ci' : `from ${path}`}`;
  if (Number.parseInt(version.slice(1), 10) >= LEAST_NODE) return ok('runtime', what);
  return fail(
    'runtime',
    what,
    `run \`npm ci\` (on Linux it brings Node ${LEAST_NODE}), or install Node ${LEAST_NODE}`,
  );
}

export interface FolderFacts {
  readonly path: string;
  readonly exists: boolean;
  /** Why it is not there and cannot be made; null when it is or can. */
  readonly makeError: string | null;
  /** Why nothing can be written there; null when it can. */
  readonly writeError: string | null;
  /** Others than its owner may write there. */
  readonly openToOthers: boolean;
  /** `f_type` of statfs(2), null where that is not known (macOS). */
  readonly fileSystem: number | null;
}

/** Linux magic numbers, statfs(2). On these a lock may be believed to be held by two machines at once. */
const NETWORK_FILE_SYSTEMS: Readonly<Record<number, string>> = {
  26985: 'NFS',
  20859: 'SMB',
  4266872130: 'SMB',
  4283649346: 'CIFS',
  16914839: '9P',
  12805120: 'Ceph',
  1702057286: 'FUSE',
};
const IN_MEMORY: Readonly<Record<number, string>> = { 16914836: 'tmpfs', 2240043254: 'ramfs' };

export function judgeFolder(facts: FolderFacts): Check[] {
  const { path, exists, makeError, writeError, openToOthers, fileSystem } = facts;
  if (makeError !== null)
    return [
      fail(
        'data folder',
        `${path} cannot be made: ${makeError}`,
        'mend that, or set JVWIRE_DATA to a folder that this user may make',
      ),
    ];
  if (!exists) return [ok('data folder', `${path} is not there yet; what writes first makes it`)];
  const checks: Check[] = [];
  if (writeError !== null)
    checks.push(
      fail(
        'data folder',
        `${path} cannot be written: ${writeError}`,
        'run as its owner, or give it to the user who runs jvwire',
      ),
    );
  const network = fileSystem === null ? undefined : NETWORK_FILE_SYSTEMS[fileSystem];
  if (network !== undefined)
    checks.push(
      fail(
        'data folder',
        `${path} is on ${network}, where the lock does not hold`,
        'move it to a disk of this machine',
      ),
    );
  const memory = fileSystem === null ? undefined : IN_MEMORY[fileSystem];
  if (memory !== undefined)
    checks.push(
      warn(
        'data folder',
        `${path} is on ${memory}: a restart of the machine empties it`,
        'move it to a disk',
      ),
    );
  if (openToOthers) checks.push(warn('data folder', `others may write to ${path}`, `chmod go-w ${path}`));
  return checks.length > 0 ? checks : [ok('data folder', `${path}, ours to write`)];
}

export interface SpaceFacts {
  readonly freeBytes: number;
  /** Null where the file system has no limit of its own. */
  readonly freeFiles: number | null;
  /** Null where too little is known. */
  readonly growthPerDay: number | null;
}

const MB = 1024 * 1024;
/** Below this SQLite soon cannot write; below ten times that, or with less than a month to go, someone should look. */
const LEAST_FREE = 200 * MB;
const LEAST_DAYS = 30;
const LEAST_FILES = 1_000;

export function judgeSpace({ freeBytes, freeFiles, growthPerDay }: SpaceFacts): Check {
  const days = growthPerDay === null || growthPerDay <= 0 ? null : Math.floor(freeBytes / growthPerDay);
  const lasts =
    days === null
      ? ''
      : `, which lasts ${days > 3_650 ? 'for years' : counted(days, 'day')} at the pace of the last week`;
  const what = `${sizeText(freeBytes)} free${lasts}`;
  const todo = 'free or add space; JVWIRE_ARCHIVE_DAYS limits the archive of pages';
  if (freeBytes < LEAST_FREE) return fail('disk space', what, todo);
  if (freeFiles !== null && freeFiles < LEAST_FILES)
    return fail(
      'disk space',
      `${counted(freeFiles, 'file')} can still be made`,
      'delete files that nobody needs',
    );
  if (freeBytes < 10 * LEAST_FREE || (days !== null && days < LEAST_DAYS))
    return warn('disk space', what, todo);
  return ok('disk space', what);
}

interface ClockFacts {
  /** Of this machine against others, ms; null when no other could be asked. */
  readonly skewMs: number | null;
  /** What the database has of a clock that was ahead; null when it cannot be read. */
  readonly traces: (Misdated & { readonly waits: boolean }) | null;
}

const MOST_SKEW_MS = 60_000;

export function judgeClock({ skewMs, traces }: ClockFacts): Check {
  const todo = 'let the machine keep its time by NTP (`timedatectl set-ntp true`)';
  if (traces?.waits)
    return fail(
      'clock',
      'it was put back, and what was done before waits for a time to come',
      `${todo}; then \`jvwire run\` or the next sweep of the daemon takes it up`,
    );
  if (traces && traces.articles + traces.polls > 0)
    return warn(
      'clock',
      `it was ahead once: ${counted(traces.articles, 'article')} and ${counted(traces.polls, 'poll')} are dated after now, the last by ${spanText(traces.aheadMs)}; nothing waits for that`,
      `${todo}, so that it does not happen again; the dates stay`,
    );
  if (skewMs === null) return ok('clock', 'unknown: no other clock could be asked');
  if (Math.abs(skewMs) > MOST_SKEW_MS)
    return warn(
      'clock',
      `${spanText(Math.abs(skewMs))} ${skewMs > 0 ? 'ahead of' : 'behind'} the hosts of the feeds`,
      todo,
    );
  return ok('clock', 'agrees with the hosts of the feeds');
}

/** Hosts of feeds that were looked up, and those that answered. Null: nobody was asked. */
export interface NamesFacts {
  readonly hosts: readonly string[];
  readonly failed: readonly { readonly host: string; readonly reason: string }[];
}

export function judgeNames(facts: NamesFacts | null): Check[] {
  if (facts === null || facts.hosts.length === 0) return [];
  const { hosts, failed } = facts;
  const [first] = failed;
  if (!first) return [ok('names', `${hosts.join(', ')} found`)];
  const what = `${failed.length} of ${hosts.length} names not found (${first.host}: ${first.reason})`;
  const todo = 'check the name server in /etc/resolv.conf, and that this machine may reach the web';
  return [failed.length === hosts.length ? fail('names', what, todo) : warn('names', what, todo)];
}

export interface WriterFacts {
  readonly holder: Holder | null;
  /** Why the lock cannot be looked at; null when it can, or there is none yet. */
  readonly lockError: string | null;
  /** The daemon that answers at the control socket; null when none does. */
  readonly daemon: { readonly pid: number; readonly version: string } | null;
  /** Why it did not answer; null when it did, or none is there. */
  readonly socketError: string | null;
  /** Of this command. */
  readonly version: string;
}

export function judgeWriter({ holder, lockError, daemon, socketError, version }: WriterFacts): Check {
  if (daemon) {
    const what = `daemon ${daemon.version}, process ${daemon.pid}, answers`;
    if (daemon.version === version) return ok('writer', what);
    return warn(
      'writer',
      `${what}; this command is ${version}`,
      'restart the daemon, so that both are the same version',
    );
  }
  if (lockError !== null) return fail('writer', lockError, 'without the lock nothing can be written');
  if (!holder && socketError !== null)
    return warn('writer', socketError, 'run this command as the user of the daemon');
  if (!holder) return ok('writer', 'nobody writes now; `jvwire daemon` or `jvwire run` may');
  const who = `\`jvwire ${holder.command}\`, process ${holder.pid} on ${holder.host}`;
  if (holder.command !== 'daemon') return ok('writer', `${who}, writes`);
  return fail(
    'writer',
    `${who}, holds the lock and does not answer${socketError === null ? '' : `: ${socketError}`}`,
    'look at its log; restart it. Run this command as the same user: the socket is closed to others',
  );
}
