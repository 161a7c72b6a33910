/** The hostile site really does what its names say. */
import { get, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Hostile, startHostile } from './hostile.ts';

let hostile: Hostile;
beforeAll(async () => {
  hostile = await startHostile();
});
afterAll(() => hostile.close());

/** Reads up to `most` bytes of the raw body, then hangs up. */
async function read(url: string, most: number): Promise<{ bytes: number; ended: boolean; failed: boolean }> {
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    get(url, resolve).on('error', reject);
  });
  let bytes = 0;
  try {
    for await (const chunk of response) {
      bytes += (chunk as Buffer).length;
      if (bytes >= most) return { bytes, ended: false, failed: false };
    }
    return { bytes, ended: true, failed: false };
  } catch {
    return { bytes, ended: false, failed: true };
  } finally {
    response.destroy();
  }
}

test('the bomb is about a megabyte on the wire and claims to be gzip', async () => {
  const { bytes, ended } = await read(hostile.urls['gzip-bomb'], 4_000_000);
  expect(ended).toBe(true);
  expect(bytes).toBeGreaterThan(900_000);
  expect(bytes).toBeLessThan(1_200_000);
});

test('the endless page gives more than anyone should take', async () => {
  expect(await read(hostile.urls.endless, 30_000_000)).toMatchObject({ ended: false, failed: false });
});

test('the cut page fails in the middle', async () => {
  expect(await read(hostile.urls.cut, 1_000_000)).toMatchObject({ failed: true });
});

test('nested and attribute pages have their size', async () => {
  expect((await read(hostile.urls.nested, 1e9)).bytes).toBeGreaterThan(5_000_000);
  expect((await read(hostile.urls['nested-feed'], 1e9)).bytes).toBeGreaterThan(5_000_000);
  expect((await read(hostile.urls.attributes, 1e9)).bytes).toBeGreaterThan(300_000 * 8);
});

test('the feed lists every attack and the good article, and nothing has touched the forbidden server', async () => {
  const feed = await (await fetch(hostile.catalogue[0]?.url ?? '')).text();
  for (const url of [...Object.values(hostile.urls), hostile.goodUrl])
    expect(feed).toContain(`<link>${url}</link>`);
  expect(hostile.connections()).toBe(0);
});

test('a reader that follows the redirect is caught', async () => {
  const answer = await fetch(hostile.urls['redirect-loopback']);
  expect(await answer.text()).toBe('secret');
  expect(hostile.connections()).toBe(1);
});

test('responses that the reader gave up are no longer open', async () => {
  await expect.poll(() => hostile.open()).toBe(0);
});
