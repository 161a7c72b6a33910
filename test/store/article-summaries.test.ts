/** What lists read of the database: no texts where none is shown of. */
import { expect, test, vi } from 'vitest';
import { readFilter } from '../../src/query/read-filter.ts';
import { listArticles } from '../../src/store/article-queries.ts';
import { openForReading } from '../../src/store/database.ts';
import {
  filesIn,
  freshStore,
  item,
  NOW,
  polled,
  read,
  reading,
  temporaryFolder,
  withFeed,
} from './fixtures.ts';

const TEXT = /"articles"\."text"/;

async function filled() {
  const folder = temporaryFolder();
  const store = freshStore(folder);
  withFeed(store);
  const url = 'https://wire.example/1';
  const { jobs } = await store.sink.feedPolled(polled([item({ url })]));
  await store.sink.articleRead(
    read(jobs[0]?.articleId ?? 0, reading({ url, title: 'A plant', text: 'Batteries from Hefei.' })),
  );
  return openForReading(filesIn(folder).database);
}

/** The list, and the statements that read it. */
function listed({ db, client }: Awaited<ReturnType<typeof filled>>, filter: object) {
  const prepare = vi.spyOn(client, 'prepare');
  const { articles } = listArticles(db, readFilter(filter), NOW);
  const statements = prepare.mock.calls.map(([statement]) => statement);
  prepare.mockRestore();
  return { articles, statements };
}

test('a list reads texts only to mark words in them', async () => {
  const connection = await filled();
  const all = listed(connection, {});
  expect(all.articles).toMatchObject([{ title: 'A plant', tagged: false, confidence: null }]);
  expect(all.articles[0]).not.toHaveProperty('snippet');
  expect(all.statements.filter((statement) => TEXT.test(statement))).toEqual([]);

  const found = listed(connection, { query: 'batteries' });
  expect(found.articles).toMatchObject([{ snippet: 'Batteries from Hefei.', titleMatches: [] }]);
  expect(found.statements.filter((statement) => TEXT.test(statement))).toHaveLength(1);
  connection.close();
});
