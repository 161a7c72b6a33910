/** Sessions that were given back stay ended when others end, and do not fill the memory. */
import { Hono } from 'hono';
import { expect, test } from 'vitest';
import { createCallers } from '../../src/api/access/callers.ts';
import { freshStore } from '../store/fixtures.ts';

const OWN = 'token-of-the-desk';

/** Who comes in and goes out again, without a network. */
function door() {
  const callers = createCallers({
    book: freshStore().tokens,
    ownToken: OWN,
    cookieSecret: 'signs the cookies of this test',
    now: () => 1_800_000_000_000,
    maxRevoked: 3,
  });
  const app = new Hono()
    .post('/login', async (c) => c.json(await callers.login(c, OWN)))
    .post('/logout', async (c) => c.json(await callers.logout(c)))
    .get('/', async (c) => c.json(await callers.callerOf(c)));
  const enter = async (): Promise<string> =>
    (await app.request('/login', { method: 'POST' })).headers.get('set-cookie')?.split(';')[0] ?? '';
  const leave = async (Cookie: string) =>
    void (await app.request('/logout', { method: 'POST', headers: { Cookie } }));
  const isIn = async (Cookie: string): Promise<boolean> =>
    (await (await app.request('/', { headers: { Cookie } })).json()) !== null;
  return { enter, leave, isIn };
}

test('as many ended sessions as there is room for are remembered, and the first is forgotten for the next', async () => {
  const { enter, leave, isIn } = door();
  const open = await enter();
  const left = [await enter(), await enter(), await enter(), await enter()];
  const goodOf = () => Promise.all([open, ...left].map(isIn));
  for (const session of left.slice(0, 3)) await leave(session);
  expect(await goodOf()).toEqual([true, false, false, false, true]);
  await leave(left[3] ?? '');
  expect(await goodOf()).toEqual([true, true, false, false, false]);
});
