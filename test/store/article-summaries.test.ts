/** What lists read of the database: no texts where none is shown of, no index to weigh what is weighed already. */
import { expect, test, vi } from 'vitest';
import { readFilter } from '../../src/query/read-filter.ts';
import { openForReading } from '../../src/store/file/database.ts';
import { listArticles, listBySteps } from '../../src/store/lists/article-queries.ts';
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

async function filled(articles: number) {
  const folder = temporaryFolder();
  const store = freshStore(folder);
  withFeed(store);
  const urls = Array.from({ length: articles }, (_, at) => `https://wire.example/${at}`);
  const { jobs } = await store.sink.feedPolled(polled(urls.map((url) => item({ url, title: url }))));
  for (const { articleId, url } of jobs)
    await store.sink.articleRead(
      read(articleId, reading({ url, title: 'A plant', text: 'Batteries from Hefei.' })),
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
  const connection = await filled(1);
  const all = listed(connection, {});
  expect(all.articles).toMatchObject([{ title: 'A plant', tagged: false, confidence: null }]);
  expect(all.articles[0]).not.toHaveProperty('snippet');
  expect(all.statements.filter((statement) => TEXT.test(statement))).toEqual([]);

  const found = listed(connection, { query: 'batteries' });
  expect(found.articles).toMatchObject([{ snippet: 'Batteries from Hefei.', titleMatches: [] }]);
  expect(found.statements.filter((statement) => TEXT.test(statement))).toHaveLength(1);
  connection.close();
});

test('the words of a search are counted only where that decides how its matches are ranked', async () => {
  const connection = await filled(1);
  const { statements } = listed(connection, { query: 'b* f* h*', sort: 'best' });
  // Those with them in the title, those with them anywhere, and the page itself: no count of each word.
  expect(statements.filter((statement) => statement.includes('articles_fts('))).toHaveLength(3);
  connection.close();
});

test('a long list comes step by step as it comes at once', async () => {
  const { db, close } = await filled(130);
  const asked = { query: 'batteries', limit: 120 };
  for (const filter of [readFilter(asked), readFilter({ ...asked, sort: 'best' })]) {
    const steps = listBySteps(db, filter, NOW);
    let pauses = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) pauses++;
    expect(pauses).toBe(2);
    expect(step.value.articles).toHaveLength(120);
    expect(step.value).toEqual(listArticles(db, filter, NOW));
  }
  close();
});
