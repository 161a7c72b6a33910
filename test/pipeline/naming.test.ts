/** What filters name, looked for in the ledger and in a real store. */
import { expect, test } from 'vitest';
import { createNaming } from '../../src/pipeline/answers/naming.ts';
import { readFilter } from '../../src/query/read-filter.ts';
import { type Knowledge, loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';
import { freshStore, item, NOW, polled, read, reading, withFeed } from '../store/fixtures.ts';

async function naming(knowledge: () => Promise<Knowledge> = async () => loadKnowledge()) {
  const store = withFeed(freshStore());
  const url = 'https://wire.example/1';
  const { jobs } = await store.sink.feedPolled(polled([item({ url, title: 'One' })]));
  for (const { articleId } of jobs) await store.sink.articleRead(read(articleId, reading({ url })));
  return createNaming({ reader: store, knowledge, now: () => NOW });
}

test.each([
  [{ company: 'BYD,VW,-比亚迪' }, { company: { any: ['byd', 'volkswagen'], none: ['byd'] } }],
  [{ venture: 'SAIC Volkswagen,上汽大众' }, { venture: { any: ['saic-volkswagen'], none: [] } }],
  [{ feed: 'https://wire.example/feed' }, { feed: { any: ['wire'], none: [] } }],
  [{ country: 'germany,cn' }, { country: { any: ['CN', 'DE'], none: [] } }],
  [{ lang: 'english' }, { lang: { any: ['en'], none: [] } }],
  [{ venture: 'new:byd+xiaomi' }, { venture: { any: ['new:byd+xiaomi'], none: [] } }],
  // As an address has it whose plus was not encoded, and as people order and write partners.
  [
    { venture: 'new:byd xiaomi,-new:Xiaomi+BYD' },
    { venture: { any: ['new:byd+xiaomi'], none: ['new:byd+xiaomi'] } },
  ],
  [{ venture: 'new' }, { venture: { any: ['new'], none: [] } }],
])('%j names what is there', async (written, wanted) => {
  const { named, known } = await naming();
  const { filter, unknown } = await named(readFilter(written));
  expect(filter).toMatchObject(wanted);
  expect(unknown).toEqual([]);
  expect(await known(readFilter(written))).toEqual(filter);
});

test('what nothing has is refused by those who must not answer with nothing', async () => {
  const { known } = await naming();
  const asked = readFilter({ company: 'bydd', feed: 'wier', tag: 'chinese-ev', lang: 'qq' });
  await expect(known(asked)).rejects.toThrow(
    'there is no tag "chinese-ev"; did you mean chinese-ev-jv?; there is no company "bydd"; did you mean byd?; there is no feed "wier"; did you mean wire?; there is no language "qq"',
  );
});

test('what the ledger has lost is known while articles speak of it', async () => {
  const { named } = await naming(async () => ({ companies: [], ventures: [] }));
  const { unknown } = await named(readFilter({ company: 'saic,byd' }));
  expect(unknown).toEqual(['there is no company "byd"']);
});

test('the ledger is read only for who names something of it', async () => {
  const { named } = await naming(() => Promise.reject(new Error('read')));
  expect((await named(readFilter({ tag: 'chinese-ev-jv', query: 'byd', feed: 'wire' }))).unknown).toEqual([]);
  await expect(named(readFilter({ company: 'byd' }))).rejects.toThrow('read');
});
