/** The generated newsroom is the same for the same seed, counts what it serves, and can change under way. */
import { afterEach, expect, test } from 'vitest';
import { prose } from './prose.ts';
import { type SyntheticNewsroom, startSynthetic } from './synthetic.ts';

const running: SyntheticNewsroom[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.close()));
});

async function start(options: Parameters<typeof startSynthetic>[0]): Promise<SyntheticNewsroom> {
  const one = await startSynthetic(options);
  running.push(one);
  return one;
}

const pathsOf = (urls: Iterable<string>): string[] => [...urls].map((url) => new URL(url).pathname);

test('the same seed gives the same newsroom, another seed another', async () => {
  const [first, second, other] = await Promise.all(
    [7, 7, 8].map((seed) => start({ feeds: 3, pages: 12, seed })),
  );
  const page = async (one: SyntheticNewsroom | undefined): Promise<string> => {
    const url = [...(one?.articleUrls ?? [])][4] ?? '';
    return (await (await fetch(url)).text()).replaceAll(new URL(url).origin, '');
  };
  expect(pathsOf(first?.ventureUrls ?? [])).toEqual(pathsOf(second?.ventureUrls ?? []));
  expect(await page(first)).toBe(await page(second));
  expect(await page(first)).not.toBe(await page(other));
});

test('no two articles share a headline or a text, and one in six speaks of a venture', () => {
  const all = Array.from({ length: 600 }, (_, number) => prose(1, number));
  expect(new Set(all.map((one) => one.title)).size).toBe(600);
  expect(new Set(all.map((one) => one.paragraphs.join())).size).toBe(600);
  expect(all.filter((one) => one.venture)).toHaveLength(100);
  expect(
    all.filter((one) => one.venture).every((one) => one.paragraphs.join().includes('joint venture')),
  ).toBe(true);
});

test('the feeds list every article at least once, and every page is there', async () => {
  const one = await start({ feeds: 4, pages: 30, seed: 1, perHost: 2 });
  expect(one.origins).toHaveLength(2);
  const texts = await Promise.all(one.feedUrls.map(async (url) => (await fetch(url)).text()));
  const listed = texts.join('\n');
  for (const url of one.articleUrls) {
    expect(listed).toContain(url);
    expect((await fetch(url)).status).toBe(200);
  }
  expect(one.articleUrls.size).toBe(30);
  expect(one.sightings()).toBeGreaterThan(30);
  expect(listed.match(/utm_source=/g)?.length).toBeGreaterThan(0);
});

test('publishing changes the feed and its validators; nothing new is a 304', async () => {
  const one = await start({ feeds: 1, pages: 5, seed: 1 });
  const url = one.feedUrls[0] ?? '';
  const first = await fetch(url);
  await first.arrayBuffer();
  const headers = { 'if-none-match': first.headers.get('etag') ?? '' };
  expect((await fetch(url, { headers })).status).toBe(304);
  const [added = ''] = one.publish(1);
  const again = await fetch(url, { headers });
  expect([again.status, (await again.text()).includes(added)]).toEqual([200, true]);
  expect(one.articleUrls.has(added)).toBe(true);
  const { requests, conditional, notModified } = one.counts();
  expect([requests, conditional, notModified]).toEqual([3, 2, 1]);
});

test('an edit changes the page under the same address', async () => {
  const one = await start({ feeds: 1, pages: 2, seed: 1 });
  const [url = ''] = one.articleUrls;
  const before = await fetch(url);
  const text = await before.text();
  one.edit(url);
  const after = await fetch(url, { headers: { 'if-none-match': before.headers.get('etag') ?? '' } });
  expect(after.status).toBe(200);
  expect(await after.text()).not.toBe(text);
  expect(() => one.edit('http://127.0.0.1/none')).toThrow('no such article');
});

test('overlap counts what one host has in hand at once', async () => {
  const one = await start({ feeds: 1, pages: 6, seed: 1, latencyMs: 60 });
  await Promise.all([...one.articleUrls].slice(0, 4).map(async (url) => (await fetch(url)).arrayBuffer()));
  expect(Math.max(...Object.values(one.counts().overlap))).toBe(4);
});

test('a fault of the hosts spoils every second answer until it is healed', async () => {
  const one = await start({ feeds: 1, pages: 4, seed: 1 });
  const outcomes = async (): Promise<string[]> => {
    const seen: string[] = [];
    for (const url of [...one.articleUrls])
      seen.push(
        await fetch(url).then(
          async (answer) =>
            answer.text().then(
              () => String(answer.status),
              () => 'cut',
            ),
          () => 'cut',
        ),
      );
    return seen;
  };
  one.setHostFault('cut');
  expect((await outcomes()).toSorted()).toEqual(['200', '200', 'cut', 'cut']);
  one.setHostFault('down');
  expect((await outcomes()).toSorted()).toEqual(['200', '200', '503', '503']);
  one.setHostFault(null);
  expect(await outcomes()).toEqual(['200', '200', '200', '200']);
});
