/**
 * Detects whether this machine reaches the web. A worker that reaches the queue but no host fails jobs within milliseconds,
 * so that it gets most of them, and uses up their tries: while its network connection (its line) is down it must take no
 * job and hand over no failure.
 */
import type { Fetcher, FetchOutcome, FetchRequest, Log, ResultSink } from '../../core/ports.ts';
import { isUnreached } from '../../feed/watch/failure-class.ts';
import { NETWORK_WINDOW_MS } from '../../feed/watch/network.ts';

/** As in network.ts: when fewer hosts fail, the fault may well be theirs. */
const MIN_HOSTS = 3;

/** Failures before any connection was tried. */
const NOT_ASKED: ReadonlySet<string> = new Set(['bad-url', 'bad-scheme', 'private-address']);

/** A failure that was not handed over, because this machine's line may have caused it: the job must be put back. */
export class LineDownError extends Error {}

interface OwnLine {
  /** The given fetcher; its outcomes show whether the line is up. */
  readonly fetcher: Fetcher;
  isDown(): boolean;
  /** The same sink, which throws LineDownError for failures while the line is down. */
  guard(sink: ResultSink): ResultSink;
  /** While the line is down: tries to reach one host, another each time. */
  probe(): Promise<void>;
}

/** `now`: ms of a monotonic clock. `onChange` is called at each change. */
export function createOwnLine(deps: {
  readonly fetcher: Fetcher;
  readonly now: () => number;
  readonly onChange: (down: boolean) => void;
  readonly log: Log;
}): OwnLine {
  const { fetcher, now, onChange, log } = deps;
  /** Hosts that could not be reached since any host last answered. */
  const unreached = new Map<string, { readonly origin: string; readonly at: number }>();
  /** The origin that answered last: the likeliest to tell a broken line from three hosts that are gone. */
  let answered: string | null = null;
  let down = false;
  let logged = false;
  let probes = 0;

  const noteAnswer = (origin: string): void => {
    answered = origin;
    unreached.clear();
    if (!down) return;
    down = false;
    if (logged) log.info({ host: new URL(origin).host }, 'hosts answer again: jobs are taken again');
    logged = false;
    onChange(false);
  };

  const noteUnreached = ({ host, origin }: URL): void => {
    unreached.set(host, { origin, at: now() });
    if (down) return;
    for (const [other, { at }] of unreached) if (at < now() - NETWORK_WINDOW_MS) unreached.delete(other);
    if (unreached.size < MIN_HOSTS) return;
    down = true;
    probes = 0;
    onChange(true);
    void probe().then(() => {
      if (!down) return;
      logged = true;
      log.error(
        { hosts: unreached.size, fix: 'let this machine reach the web, or stop its worker' },
        'no host can be reached from here: jobs are left to other machines',
      );
    });
  };

  const note = (url: string, outcome: FetchOutcome): void => {
    const failure = outcome.kind === 'failed' && outcome.redirects.length === 0 ? outcome.failure : null;
    if (failure && NOT_ASKED.has(failure.code)) return;
    if (failure && isUnreached(failure)) noteUnreached(new URL(url));
    else noteAnswer(new URL(url).origin);
  };

  const watched = async (request: FetchRequest): Promise<FetchOutcome> => {
    const outcome = await fetcher.fetch(request);
    if (!request.signal?.aborted && URL.canParse(request.url)) note(request.url, outcome);
    return outcome;
  };

  const probe = async (): Promise<void> => {
    if (!down) return;
    const origins = [
      ...(answered === null ? [] : [answered]),
      ...[...unreached.values()].map((at) => at.origin),
    ];
    const origin = origins[probes++ % origins.length];
    if (origin !== undefined) await watched({ url: `${origin}/robots.txt`, kind: 'robots' });
  };

  const unlessDown =
    <Given, Receipt>(write: (given: Given) => Promise<Receipt>, failed: (given: Given) => boolean) =>
    async (given: Given): Promise<Receipt> => {
      if (down && failed(given)) throw new LineDownError('no host can be reached from here');
      return write(given);
    };

  return {
    fetcher: { fetch: watched },
    isDown: () => down,
    guard: (sink) => ({
      ...sink,
      feedPolled: unlessDown(sink.feedPolled, ({ result }) => result.kind === 'failed'),
      articleFailed: unlessDown(sink.articleFailed, () => true),
    }),
    probe,
  };
}
