/** The daily pass over the stories, where cron starts the daemon and it ends as soon as there is nothing left to do. */
import { expect, test } from 'vitest';
import { freshStore, read, reading, temporaryFolder } from '../store/fixtures.ts';
import { startDaemon } from './running.ts';

const DAY_MS = 86_400_000;
const ARTICLES = 300;

test('a pass that is due comes to its end before --once-idle does, and is due again in a day', async () => {
  const folder = temporaryFolder();
  const began = Date.now();
  const store = freshStore(folder);
  for (let number = 0; number < ARTICLES; number++) {
    const url = `https://wire.example/${number}`;
    await store.sink.articleRead(read(store.jobForUrl(url, began).articleId, reading({ url }), began));
  }
  store.settledAt.write(began - DAY_MS);
  store.close();
  const daemon = await startDaemon(
    { JVWIRE_DATA: folder, JVWIRE_CATALOGUE: 'none', JVWIRE_PROCESSES: '1' },
    '--once-idle',
  );
  expect((await daemon.result).code).toBe(0);
  const said = daemon.lines.find(({ msg }) => msg === 'stories settled');
  expect(said).toMatchObject({ made: ARTICLES });
  const after = freshStore(folder);
  expect(after.settledAt.read()).toBeGreaterThanOrEqual(began);
  after.close();
});
