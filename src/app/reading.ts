/** Builds the HTTP client and the child processes: all that it takes to fetch and read a document, without a store. */
import type { Config } from '../config.ts';
import type { Poster } from '../core/ports.ts';
import { createFetcher } from '../net/client.ts';
import { limitsWithin } from '../net/limits.ts';
import { robotName } from '../net/robots-rules.ts';
import type { CheckDependencies } from '../pipeline/operations/check-feed.ts';
import { createSandbox } from '../sandbox/process-pool.ts';
import type { Knowledge } from '../tags/knowledge/knowledge.ts';
import { VERSION } from '../version.ts';

/** `own`: what the user adds to the built-in companies and ventures; needed where articles are tagged. */
export function openReading(
  config: Config,
  own?: Knowledge,
): CheckDependencies & { readonly fetcher: Poster; close(): Promise<void> } {
  const fetcher = openFetcher(config);
  const sandbox = createSandbox({ processes: config.settings.JVWIRE_PROCESSES, own });
  return {
    fetcher,
    sandbox,
    close: async () => {
      await Promise.all([sandbox.close(), fetcher.close()]);
    },
  };
}

export function openFetcher({ settings }: Config): ReturnType<typeof createFetcher> {
  return createFetcher({
    userAgent: userAgent(settings),
    allowHosts: settings.JVWIRE_ALLOW_HOSTS,
    limits: limitsWithin(settings.JVWIRE_FETCH_TIMEOUT_MS),
  });
}

/** The name under which jvwire looks for its rules in robots.txt. */
export const robotNameOf = ({ settings }: Config): string => robotName(userAgent(settings));

/** How jvwire names itself to the sites it reads. */
function userAgent({ JVWIRE_USER_AGENT, JVWIRE_CONTACT }: Config['settings']): string {
  if (JVWIRE_USER_AGENT !== undefined) return JVWIRE_USER_AGENT;
  return JVWIRE_CONTACT === undefined ? `jvwire/${VERSION}` : `jvwire/${VERSION} (+${JVWIRE_CONTACT})`;
}
