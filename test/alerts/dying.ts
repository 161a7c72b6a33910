/** One sweep of alerts in a process of its own, which kills itself at the step named: `dying.ts FOLDER STEP NOW`. */
import type { Notifier } from '../../src/core/alerts.ts';
import { createFetcher } from '../../src/net/client.ts';
import { createNotifier } from '../../src/notify/notifier.ts';
import { createDeliverer } from '../../src/pipeline/daemon/deliver.ts';
import { findNews } from '../../src/pipeline/daemon/find-news.ts';
import { openStore } from '../../src/store/store.ts';

const [folder = '', step = '', now = ''] = process.argv.slice(2);
const quiet = (): void => {};
const log = { debug: quiet, info: quiet, warn: quiet, error: quiet };
const store = openStore({ database: `${folder}/jvwire.db`, pages: `${folder}/pages.db` }, () => 0.5);
const fetcher = createFetcher({ userAgent: 'jvwire-test', allowHosts: ['127.0.0.1'] });
const notifier = createNotifier(fetcher, null);

/** Does what it does, and then, at its step, dies without a chance to do anything else. */
function thenDie<Given extends unknown[], Result>(name: string, act: (...given: Given) => Result) {
  return (...given: Given): Result => {
    const result = act(...given);
    if (name === step) process.kill(process.pid, 'SIGKILL');
    return result;
  };
}

const dying = {
  ...store,
  findEvents: thenDie('found', store.findEvents),
  makeDelivery: thenDie('made', store.makeDelivery),
  recordTryBegun: thenDie('begun', store.recordTryBegun),
  recordDelivered: thenDie('recorded', store.recordDelivered),
};
const send: Notifier['send'] = async (message) => {
  const outcome = await notifier.send(message);
  return thenDie('sent', () => outcome)();
};

const due = await findNews({ store: dying, newId: () => `msg_${process.pid}`, log }, Number(now));
const deliver = createDeliverer({
  store: dying,
  notifier: { send },
  page: null,
  now: () => Number(now),
  random: () => 0.5,
  log,
});
await Promise.all(due.map(deliver));
store.close();
await fetcher.close();
