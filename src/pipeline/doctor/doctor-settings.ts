/** Judges the settings of an installation. Pure. */
import { type Check, fail, ok, warn } from './doctor.ts';

export interface SettingsFacts {
  /** JVWIRE_CONTACT or JVWIRE_USER_AGENT is set. */
  readonly introduced: boolean;
  readonly hostIntervalMs: number;
  readonly allowHosts: readonly string[];
  /** Names of variables that name a proxy. */
  readonly ignoredProxies?: readonly string[];
  /** Why the catalogue cannot be read; null when it can. */
  readonly catalogueError: string | null;
}

/** Shorter than this between two requests is what sites block. */
const POLITE_MS = 500;

export function judgeSettings(facts: SettingsFacts): Check[] {
  const checks: Check[] = [];
  if (facts.catalogueError !== null)
    checks.push(fail('settings', facts.catalogueError, 'name a catalogue that can be read, or `builtin`'));
  if (!facts.introduced)
    checks.push(
      warn(
        'settings',
        'no contact: site owners cannot tell who reads them, and block what they do not know',
        'set JVWIRE_CONTACT to a web page or mailto: address of yours',
      ),
    );
  if (facts.hostIntervalMs < POLITE_MS)
    checks.push(
      warn(
        'settings',
        `JVWIRE_HOST_INTERVAL_MS=${facts.hostIntervalMs}: sites block who asks so often`,
        'set it to 1000, except for hosts of your own',
      ),
    );
  const { ignoredProxies = [] } = facts;
  if (ignoredProxies.length > 0)
    checks.push(
      warn(
        'settings',
        `${ignoredProxies.join(', ')}: no proxy is used for going out`,
        'let this machine reach the web directly',
      ),
    );
  const open = facts.allowHosts.filter((entry) => entry.endsWith('/0'));
  if (open.length > 0)
    checks.push(
      warn(
        'settings',
        `JVWIRE_ALLOW_HOSTS has ${open.join(', ')}: pages can reach your own network`,
        'name the hosts that are meant',
      ),
    );
  return checks.length > 0 ? checks : [ok('settings', 'read and plausible')];
}
