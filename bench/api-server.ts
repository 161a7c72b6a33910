/** The server that bench/api.ts asks: `node bench/api-server.ts FOLDER NOW`, over IPC. */
import { join } from 'node:path';
import { RATE_LIMIT } from '../src/api/access/guard.ts';
import { serveHttp } from '../src/app/http.ts';
import { createLog } from '../src/observe/log.ts';
import { createAnswers } from '../src/pipeline/answers/answers.ts';
import { openReader } from '../src/store/store.ts';
import { loadKnowledge } from '../src/tags/knowledge/knowledge.ts';

const [folder = '', now = '0'] = process.argv.slice(2);
const reader = openReader({ database: join(folder, 'jvwire.db'), pages: join(folder, 'pages.db') });
const clock = (): number => Number(now);
const http = await serveHttp(
  {
    answers: createAnswers({ reader, knowledge: async () => loadKnowledge(), now: clock }),
    operations: {
      call: async () => ({ daemon: null, running: [], queued: 0, ...reader.standing(clock()) }) as never,
    },
    book: { find: () => null, any: () => false, used: () => {} },
    ownToken: undefined,
    host: '127.0.0.1',
    now: clock,
    log: createLog('error'),
    limit: { ...RATE_LIMIT, burst: 1_000_000 },
  },
  0,
);
process.on('message', (what) => {
  const { user, system } = process.cpuUsage();
  process.send?.(what === 'cpu' ? (user + system) / 1000 : process.resourceUsage().maxRSS);
});
process.on('disconnect', () => void http.close().then(() => process.exit(0)));
process.send?.(http.url);
