/** How many articles match, where those that do lie behind very many others. */
import { expect, onTestFinished, test } from 'vitest';
import { searchArticles } from '../../src/mcp/search-articles.ts';
import { createAnswers } from '../../src/pipeline/answers/answers.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { openReader } from '../../src/store/store.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { collectingLog } from '../redis/fixtures.ts';
import { filesIn, freshStore, NOW, temporaryFolder } from '../store/fixtures.ts';

test('at least as many articles match as are shown', async () => {
  const folder = temporaryFolder();
  freshStore(folder);
  const client = new Sqlite(filesIn(folder).database);
  client.exec(`WITH RECURSIVE n (value) AS (SELECT 0 UNION ALL SELECT value + 1 FROM n WHERE value < 19999)
      INSERT INTO articles (url, state, verdict, language, first_seen_at, sort_at)
      SELECT 'https://wire.example/' || value, 'stored', 'full', iif(value < 30, 'de', 'en'), 0, ${NOW} - 1000 * (20000 - value)
      FROM n;
    INSERT INTO article_companies (article_id, company_id, name, mentions)
      SELECT id, 'byd', 'BYD', 1 FROM articles WHERE id % 2 = 0;`);
  client.close();
  const reader = openReader(filesIn(folder));
  onTestFinished(() => reader.close());
  const now = () => NOW;
  const answers = createAnswers({ reader, knowledge: async () => loadKnowledge(), now });
  const parts = { answers, now, log: collectingLog().log, version: 'test' };
  const { structured, text } = await searchArticles.answer({ company: 'byd', lang: 'de' }, parts);
  expect(structured['articles']).toHaveLength(10);
  expect(structured['matching']).toEqual({ count: 10, exact: false });
  expect(text).toMatch(/^Articles: 10 of at least 10, newest first\./);
});
