/** Names in the parameters of the API: any name of a company will do, and one that nothing has is a problem. */
import { expect, test } from 'vitest';
import { item, NOW, polled, read, reading, withFeed } from '../store/fixtures.ts';
import { serving } from './serving.ts';

async function filled() {
  const server = await serving({ now: () => NOW + 10_000 });
  withFeed(server.store);
  const url = 'https://wire.example/1';
  const { jobs } = await server.store.sink.feedPolled(polled([item({ url, title: 'One' })]));
  for (const { articleId } of jobs) await server.store.sink.articleRead(read(articleId, reading({ url })));
  return server;
}

test('a company and a venture go by any of their names', async () => {
  const { ask } = await filled();
  for (const list of ['articles', 'articles/facets', 'stories', 'ventures']) {
    const byId = await ask(`/api/v1/${list}?company=saic`);
    for (const name of ['SAIC', '上汽集团', 'saic motor'])
      expect((await ask(`/api/v1/${list}?company=${encodeURIComponent(name)}`)).text).toBe(byId.text);
  }
  expect((await ask('/api/v1/articles?company=SAIC')).json['articles']).toHaveLength(1);
  expect((await ask('/api/v1/articles?with=SAIC,SAIC+Motor')).json['articles']).toHaveLength(1);
  expect((await ask('/api/v1/articles?company=SAIC&with=BYD')).json['articles']).toEqual([]);
});

test('one company or venture is asked for by any of its names too', async () => {
  const { ask } = await filled();
  const several = await ask('/api/v1/ventures?company=saic,byd&company=VW&stage=signed,operating');
  const [some, one] = [several.json, (await ask('/api/v1/ventures?company=saic')).json];
  expect(some['ventures']).toEqual(one['ventures']);
  expect(some['ventures']).not.toEqual([]);
  for (const [list, id, names] of [
    ['companies', 'saic', ['SAIC', '上汽集团', 'saic motor']],
    ['ventures', 'saic-gm', ['SAIC-GM', '上汽通用']],
  ] as const)
    for (const name of names)
      expect((await ask(`/api/v1/${list}/${encodeURIComponent(name)}`)).json).toMatchObject({ id });
  expect(await ask('/api/v1/ventures/nobody')).toMatchObject({ status: 404, json: { code: 'not-found' } });
  expect((await ask('/api/v1/companies/nobody')).status).toBe(404);
  expect((await ask('/api/v1/ventures/saic-volkswagn')).json).toMatchObject({
    detail: 'no venture "saic-volkswagn"; did you mean saic-volkswagen? `jvwire ventures` shows their ids',
  });
  expect((await ask('/api/v1/companies/bydd')).json).toMatchObject({
    detail: 'no company "bydd"; did you mean byd? /companies lists those that are known',
  });
});

test('the list of companies finds a part of a name however it is written', async () => {
  const { ask } = await filled();
  const found = async (name: string) =>
    (await ask(`/api/v1/companies?name=${encodeURIComponent(name)}`)).text;
  expect(await found('BYD')).toContain('"id":"byd"');
  for (const written of ['byd', 'ＢＹＤ', 'ｂｙｄ']) expect(await found(written)).toBe(await found('BYD'));
  expect(await found('Škod'.normalize('NFD'))).toBe(await found('Škod'));
});

test.each([
  ['/articles?company=bydd', 'there is no company "bydd"; did you mean byd?'],
  ['/articles?company=saic&with=bydd', 'there is no company "bydd"; did you mean byd?'],
  ['/articles?company=saic,bydd', 'there is no company "bydd"; did you mean byd?'],
  ['/articles?company=bydd&format=csv', 'there is no company "bydd"; did you mean byd?'],
  ['/search?query=opened+company:bydd', 'there is no company "bydd"; did you mean byd?'],
  ['/articles/facets?feed=wier', 'there is no feed "wier"; did you mean wire?'],
  ['/articles?story=s1', 'there is no story "s1"'],
  ['/stories?venture=saic-volkswagn', 'there is no venture "saic-volkswagn"; did you mean saic-volkswagen?'],
  ['/stories?lang=zh-cn', 'there is no language "zh-cn"; did you mean zh?'],
  ['/ventures?company=qqqqqqqq', 'there is no company "qqqqqqqq"'],
  ['/ventures?country=usa', 'there is no country "USA"; did you mean US?'],
  ['/companies?country=qq', 'there is no country "QQ"'],
])('%s is a problem: %s', async (path, detail) => {
  const { ask } = await filled();
  const { status, json } = await ask(`/api/v1${path}`);
  expect({ status, ...json }).toMatchObject({ status: 400, code: 'usage', detail });
});

test('a search for what nothing has is not saved, and a saved one has ids', async () => {
  const { ask, store } = await filled();
  const save = (filter: object) =>
    ask('/api/v1/searches', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ name: 'mine', filter }),
    });
  expect((await save({ company: ['byd', 'bydd'] })).json).toMatchObject({
    status: 400,
    code: 'usage',
    detail: 'there is no company "bydd"; did you mean byd?',
  });
  expect(store.listSearches()).toEqual([]);
  expect((await save({ company: ['比亚迪', '-Great Wall'], lang: 'english' })).status).toBe(200);
  expect(store.listSearches()).toMatchObject([
    { name: 'mine', filter: { company: ['byd', '-great-wall'], lang: ['en'] } },
  ]);
});
