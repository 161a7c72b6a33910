/** Carries out the operations on alerts and saved searches. */
import { compose } from '../../alerts/compose.ts';
import { SAMPLE_ARTICLE, SAMPLE_FEED_EVENT } from '../../alerts/sample.ts';
import { readSecret } from '../../alerts/signing.ts';
import { checkTarget, publicTarget } from '../../alerts/target.ts';
import type {
  ALERT_OPERATION_ARGUMENTS,
  AlertOperationResults,
  AlertTested,
} from '../../core/alert-operations.ts';
import type { Channel, News, Notifier, Timing } from '../../core/alerts.ts';
import { OperationError, UsageError } from '../../core/errors.ts';
import type { WrittenFilter } from '../../query/query-text.ts';
import { filterToJson, readFilterJson } from '../../query/read-filter.ts';
import type { StoredAlert } from '../../store/alerts/alerts.ts';
import type { Store } from '../../store/store.ts';
import type { Knowledge } from '../../tags/knowledge/knowledge.ts';
import { isTimeZone } from '../../text/date/local-time.ts';
import { createNaming } from '../answers/naming.ts';

/** Articles in a test message. */
const SAMPLES = 3;

/** What it takes to send a message; `page`: address at which people open our pages, null when it is not set. */
export interface Messaging {
  readonly notifier: Notifier;
  readonly page: string | null;
}

export interface AlertOperationDependencies {
  readonly store: AlertOperationStore;
  readonly engine: () => Promise<Messaging>;
  readonly now: () => number;
  /** The companies and ventures that filters may name, as they are now. */
  readonly knowledge: () => Promise<Knowledge>;
  /** Makes the id of a message. */
  readonly newId: () => string;
  /** Makes the secret of a webhook, `whsec_...`. */
  readonly newSecret: () => string;
}

export type AlertOperationStore = Pick<
  Store,
  | 'findAlert'
  | 'addAlert'
  | 'pauseAlert'
  | 'resumeAlert'
  | 'removeAlert'
  | 'reviveDeliveries'
  | 'listSearches'
  | 'saveSearch'
  | 'removeSearch'
  | 'listArticles'
  | 'findFeed'
  | 'listFeeds'
  | 'articleNews'
>;

type Arguments = typeof ALERT_OPERATION_ARGUMENTS;
type AlertCalls = {
  readonly [Name in keyof Arguments]: (
    given: ReturnType<Arguments[Name]['parse']>,
  ) => Promise<AlertOperationResults[Name]>;
};

export function alertCalls(deps: AlertOperationDependencies): AlertCalls {
  const { store, now } = deps;

  const alertNamed = (name: string): StoredAlert => {
    const alert = store.findAlert(name);
    if (alert) return alert;
    throw new OperationError('not-found', `no alert "${name}"; \`jvwire alerts list\` shows their names`);
  };

  const searchNamed = (name: string) => {
    const search = store.listSearches().find((each) => each.name === name);
    if (search) return search;
    throw new OperationError(
      'not-found',
      `no saved search "${name}"; \`jvwire searches list\` shows their names`,
    );
  };

  return {
    'searches.save': async ({ name, filter }) => {
      const kept = await keptFilter(deps, filter);
      const used = store.listSearches().some((each) => each.name === name && each.alerts.length > 0);
      if (used) checkTold(kept);
      store.saveSearch(name, kept, now());
      return { name };
    },
    'searches.remove': async ({ name }) => {
      const { alerts } = searchNamed(name);
      if (alerts.length > 0)
        throw new OperationError(
          'in-use',
          `"${name}" is what ${alerts.join(', ')} looks for; remove the alert first`,
        );
      store.removeSearch(name);
      return { name };
    },
    'alerts.add': async ({ secret: given, filter, ...alert }) => {
      checkWhat(alert.about, alert.search, filter);
      const kept = filter && (await keptFilter(deps, filter));
      if (store.findAlert(alert.name))
        throw new OperationError(
          'exists',
          `there is an alert "${alert.name}" already; remove it first, or take another name`,
        );
      checkTold(kept ?? (alert.search === null ? {} : searchNamed(alert.search).filter));
      checkTiming(alert.timing);
      const target = checkTarget(alert);
      const secret = secretFor(alert.channel, given, deps.newSecret);
      store.addAlert({ ...alert, target, secret, filter: kept }, now());
      return { name: alert.name, to: publicTarget({ channel: alert.channel, target }), secret };
    },
    'alerts.test': async ({ name }) => testAlert(deps, alertNamed(name)),
    'alerts.pause': async ({ name }) => {
      store.pauseAlert(alertNamed(name).id, null, now());
      return { name };
    },
    'alerts.resume': async ({ name }) => {
      store.resumeAlert(alertNamed(name).id);
      return { name };
    },
    'alerts.retry': async ({ name }) => {
      const { id, paused } = alertNamed(name);
      return { name, messages: store.reviveDeliveries(id, now()), paused };
    },
    'alerts.remove': async ({ name }) => {
      store.removeAlert(alertNamed(name).id);
      return { name };
    },
  };
}

/**
 * The filter as it is stored: by ids, as names may change, and without sort, limit and cursor. Throws UsageError for one that
 * cannot be used, and for names that nothing has: an alert on those would be silent for ever.
 */
async function keptFilter(
  { store, knowledge, now }: AlertOperationDependencies,
  written: Readonly<Record<string, unknown>>,
): Promise<WrittenFilter> {
  const { known } = createNaming({ reader: store, knowledge, now });
  const filter = await known(readFilterJson(written));
  const { sort: _sort, limit: _limit, cursor: _cursor, ...kept } = filterToJson(filter);
  if (Object.keys(kept).length === 0)
    throw new UsageError('say which articles: --tag chinese-ev-jv, say, or --company byd');
  // A query that cannot be searched for must be refused here: later, in the background, nobody would notice.
  store.listArticles(readFilterJson({ ...kept, limit: 1 }), now());
  return kept;
}

function checkWhat(about: 'articles' | 'feeds', search: string | null, filter: object | null): void {
  const ways = [about === 'feeds', search !== null, filter !== null].filter(Boolean).length;
  if (ways !== 1)
    throw new UsageError(
      'an alert has one of: filters of articles, --search with a saved one, --feed-health',
    );
}

/** An alert searches articles when they are read, so it never sees that a page is gone. Throws UsageError. */
function checkTold({ gone }: WrittenFilter): void {
  if (gone !== undefined)
    throw new UsageError(
      'gone: is for lists; an alert tells of articles when they are read, so it would be silent for ever',
    );
}

function checkTiming({ timeZone, daily, quiet }: Timing): void {
  if (!isTimeZone(timeZone))
    throw new UsageError(`"${timeZone}" is no time zone; they are named as Europe/Berlin or Asia/Shanghai`);
  if (daily !== null && quiet !== null)
    throw new UsageError('a daily message comes at its own time: --quiet does not go with --daily');
}

function secretFor(channel: Channel, given: string | null, newSecret: () => string): string | null {
  if (channel === 'webhook') {
    if (given !== null && readSecret(given) === null)
      throw new UsageError(
        '--secret must be whsec_ and 24 to 64 bytes in base64; leave it out and one is made',
      );
    return given ?? newSecret();
  }
  if (given !== null) throw new UsageError('--secret signs webhooks; it does not go with the other channels');
  return null;
}

async function testAlert(
  { store, engine, now, newId }: AlertOperationDependencies,
  { name, about, filter, receiver }: StoredAlert,
): Promise<AlertTested> {
  const { notifier, page } = await engine();
  const began = now();
  const notice = { id: newId(), alert: name, madeAt: began, test: true, news: sampleNews() };
  const outcome = await notifier.send(compose(receiver, notice, began, page));
  return {
    name,
    to: publicTarget(receiver),
    delivered: outcome.kind === 'delivered',
    answer: outcome.kind === 'delivered' ? outcome.answer : outcome.failure.message,
    ms: now() - began,
  };

  function sampleNews(): News {
    if (about === 'feeds') return { about, events: [SAMPLE_FEED_EVENT], more: 0 };
    const { articles } = store.listArticles(readFilterJson({ ...filter, limit: SAMPLES }), began);
    const found = store.articleNews(articles.map(({ id }) => id));
    return { about, articles: found.length > 0 ? found : [SAMPLE_ARTICLE], more: 0 };
  }
}
