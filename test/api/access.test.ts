/** Who may ask: hosts, pages of other sites, tokens and their scopes, logins, and how often. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { createRateLimit } from '../../src/api/access/rate-limit.ts';
import { hashOf, idOfToken, isSecret, mayDo, tokenOf } from '../../src/core/access.ts';
import { createMetricsRoutes } from '../../src/observe/metrics-routes.ts';
import { createToken, type TokenStore } from '../../src/pipeline/operations/tokens.ts';
import { Sqlite } from '../../src/store/file/drizzle.ts';
import { filesIn } from '../store/fixtures.ts';
import { serving } from './serving.ts';

const DAY = 86_400_000;
const bearer = (secret: string) => ({ Authorization: `Bearer ${secret}` });
const OWN = 'a-secret-of-the-environment';

/** What monitoring asks of a service that is well. */
const alive = () =>
  createMetricsRoutes({
    metrics: { text: async () => '', contentType: 'text/plain' },
    readiness: async () => ({ ready: true, checks: [] }),
  });

describe('without any token, on loopback', () => {
  test.each([
    ['localhost:80', 200],
    ['127.0.0.1', 200],
    ['[::1]:7450', 200],
    ['evil.example', 421],
    ['127.0.0.1.evil.example', 421],
    ['localhost.evil.example:7450', 421],
    ['evil.example@localhost', 400],
  ])('a request to the host %s gets %i', async (Host, status) => {
    const { ask } = await serving();
    expect((await ask('/api/v1/status', { headers: { Host } })).status).toBe(status);
  });

  test.each([
    [{ 'Sec-Fetch-Site': 'cross-site' }, 'cross-site'],
    [{ 'Sec-Fetch-Site': 'same-site' }, 'cross-site'],
    [{ Origin: 'https://evil.example' }, 'cross-site'],
    [{ Origin: 'null' }, 'cross-site'],
  ])('a write with %o is refused as %s', async (headers, code) => {
    const { ask } = await serving();
    for (const path of ['/login', '/logout']) {
      const answer = await ask(path, { method: 'POST', headers });
      expect(answer).toMatchObject({ status: 403, json: { code } });
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
  });

  test('what is no browser writes, and a page of ours too', async () => {
    const { ask, url } = await serving();
    for (const headers of [
      {},
      { 'Sec-Fetch-Site': 'same-origin' },
      { 'Sec-Fetch-Site': 'none' },
      { Origin: url },
      { Origin: url.replace('http', 'https') },
    ] as Record<string, string>[])
      expect((await ask('/logout', { method: 'POST', headers })).status).toBe(303);
  });

  test('what a page of another site links to can be followed', async () => {
    const { ask } = await serving();
    for (const method of ['GET', 'HEAD'])
      expect((await ask('/login', { method, headers: { 'Sec-Fetch-Site': 'cross-site' } })).status).toBe(200);
  });

  test('the machinery itself takes a token all the same', async () => {
    const { ask } = await serving();
    expect(await ask('/admin/queues')).toMatchObject({ status: 403, json: { code: 'scope' } });
  });

  test('a token that is none is refused where none is needed', async () => {
    const { ask } = await serving();
    expect((await ask('/api/v1/status', { headers: bearer('stale') })).status).toBe(401);
  });
});

describe('tokens', () => {
  test('are random, found by their id and kept as a hash', () => {
    const { id, secret } = tokenOf(new Uint8Array(36).fill(7));
    expect(secret).toMatch(/^jvw_07070707_[\w-]{43}$/);
    expect(idOfToken(secret)).toBe(id);
    expect(idOfToken(`${secret}x`)).toBeNull();
    expect(isSecret(secret, hashOf(secret))).toBe(true);
    expect(isSecret(`${secret.slice(0, -1)}_`, hashOf(secret))).toBe(false);
    expect([mayDo('read', 'write'), mayDo('admin', 'write'), mayDo('read', 'read')]).toEqual([
      false,
      true,
      true,
    ]);
  });

  test('one that exists is required, and its scope decides', async () => {
    const { ask, store, url } = await serving();
    const [reads, writes, expires] = (
      [
        ['reads', 'read', null],
        ['writes', 'write', null],
        ['expires', 'admin', Date.now() + DAY],
      ] as const
    ).map(([name, scope, expiresAt]) => createToken(store, { name, scope, expiresAt }, Date.now()).secret);
    const status = async (secret: string, method = 'GET', path = '/api/v1/status') =>
      (await ask(path, { method, headers: bearer(secret) })).status;
    expect(await ask('/api/v1/status')).toMatchObject({
      status: 401,
      headers: { 'www-authenticate': 'Bearer realm="jvwire", Basic realm="jvwire"' },
      json: { code: 'token' },
    });
    expect(await status(`${reads?.slice(0, -2)}xx`)).toBe(401);
    expect(await status('')).toBe(401);
    expect(await status(reads ?? '')).toBe(200);
    expect(await status(expires ?? '')).toBe(200);
    // Host names matter only where no token protects.
    expect(
      (await ask('/api/v1/status', { headers: { ...bearer(reads ?? ''), Host: 'wire.example' } })).status,
    ).toBe(200);
    expect(await status(reads ?? '', 'HEAD')).toBe(200);
    expect(await status(reads ?? '', 'OPTIONS')).toBe(405);
    expect(await status(reads ?? '', 'POST', '/logout')).toBe(303);
    expect(await status(reads ?? '', 'POST', '/nothing')).toBe(403);
    expect(await status(writes ?? '', 'POST', '/nothing')).toBe(404);
    for (const path of ['/admin', '/admin/']) expect(await status(writes ?? '', 'GET', path)).toBe(403);
    expect(await status(expires ?? '', 'GET', '/admin/')).toBe(404);
    const basic = Buffer.from(`reader:${reads}`).toString('base64');
    for (const Authorization of [`Basic ${basic}`, `basic  ${basic}`, `bearer ${reads}`, `BEARER   ${reads}`])
      expect((await fetch(`${url}/api/v1/status`, { headers: { Authorization } })).status).toBe(200);
    expect(store.listTokens().map(({ name, lastUsedDay }) => [name, lastUsedDay])).toEqual(
      ['expires', 'reads', 'writes'].map((name) => [name, new Date().toISOString().slice(0, 10)]),
    );
    store.removeToken('reads');
    expect(await status(reads ?? '')).toBe(401);
  });

  test('one whose use cannot be noted, as on a full disk, is as good as ever', async () => {
    const { ask, store, folder } = await serving();
    const { secret } = createToken(store, { name: 'a', scope: 'read', expiresAt: null }, Date.now());
    const disk = new Sqlite(filesIn(folder).database);
    onTestFinished(() => void disk.close());
    const full = "SELECT RAISE(ABORT, 'database or disk is full')";
    disk.exec(`CREATE TRIGGER full BEFORE UPDATE ON api_tokens BEGIN ${full}; END`);
    const status = async () => (await ask('/api/v1/feeds', { headers: bearer(secret) })).status;
    expect([await status(), store.listTokens()[0]?.lastUsedDay]).toEqual([200, null]);
    disk.exec('DROP TRIGGER full');
    expect(await status()).toBe(200);
    expect(store.listTokens()[0]?.lastUsedDay).toBe(new Date().toISOString().slice(0, 10));
  });

  test.each([
    ['application/atom+xml, application/rss+xml, text/html, */*;q=0.9', 401],
    ['application/rss+xml;q=0.9, text/html;q=0.7, application/atom+xml', 401],
    ['*/*', 401],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 303],
  ])(
    'one is asked for of what accepts %s by %i: a feed reader takes no way in of pages',
    async (Accept, status) => {
      const { ask } = await serving({ ownToken: OWN });
      const answer = await ask('/feeds/articles.atom', { headers: { Accept } });
      expect(answer.status).toBe(status);
      expect(answer.headers['www-authenticate']).toBe(
        status === 401 ? 'Bearer realm="jvwire", Basic realm="jvwire"' : undefined,
      );
    },
  );

  test('one that has expired opens nothing, and does not make the rest open again', async () => {
    let now = Date.now();
    const { ask, store } = await serving({ now: () => now });
    const { secret } = createToken(store, { name: 'a', scope: 'admin', expiresAt: now + DAY }, now);
    now += DAY;
    expect((await ask('/api/v1/status', { headers: bearer(secret) })).status).toBe(401);
    expect((await ask('/api/v1/status')).status).toBe(401);
  });

  test.each(['/healthz', '/readyz', '/login'])('none is asked for by %s, whatever is sent', async (path) => {
    let now = Date.now();
    const served = await serving({ ownToken: OWN, host: '0.0.0.0', monitoring: alive(), now: () => now });
    const { ask, store } = served;
    const { secret } = createToken(store, { name: 'a', scope: 'read', expiresAt: now + DAY }, now);
    now += DAY;
    for (const headers of [{}, bearer(OWN), bearer(secret), bearer('stale'), { Authorization: 'Bearer' }])
      expect((await ask(path, { headers })).status).toBe(200);
    expect((await ask('/api/v1/status', { headers: bearer('stale') })).status).toBe(401);
  });

  test('one is asked for beyond this machine, also where there is none any more', async () => {
    const token = { name: 'last', scope: 'admin', expiresAt: null } as const;
    const prepare = (store: TokenStore) => void createToken(store, token, Date.now());
    const { ask, store } = await serving({ host: '0.0.0.0', prepare });
    store.removeToken('last');
    for (const path of ['/api/v1/status', '/mcp', '/metrics']) expect((await ask(path)).status).toBe(401);
  });

  test('that of the environment may do everything, whatever it is made of', async () => {
    const odd = `${OWN}:with:colons`;
    const basic = { Authorization: `Basic ${Buffer.from(`reader:${odd}`).toString('base64')}` };
    const named = await serving({ ownToken: odd, host: '0.0.0.0' });
    expect((await named.ask('/admin/', { headers: basic })).status).toBe(404);
    const { ask } = await serving({ ownToken: OWN, host: '0.0.0.0' });
    expect((await ask('/admin/', { headers: bearer(OWN) })).status).toBe(404);
    expect((await ask('/admin/', { headers: bearer(`${OWN}.`) })).status).toBe(401);
  });
});

describe('a login', () => {
  const form = (fields: Record<string, string>) => ({
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(fields).toString(),
  });

  test('leads a browser there and back, by a cookie that scripts and other sites do not get', async () => {
    const { ask, store } = await serving();
    const make = (name: string) => createToken(store, { name, scope: 'read', expiresAt: null }, Date.now());
    const [{ secret }] = [make('desk'), make('other')];
    const first = await ask('/nothing?a=b', { headers: { Accept: 'text/html' } });
    expect(first).toMatchObject({ status: 303, headers: { location: '/login?next=%2Fnothing%3Fa%3Db' } });
    expect((await ask('/login?next=%2Fnothing')).text).toContain('value="/nothing"');

    const wrong = await ask('/login', form({ token: `${secret}x`, next: '/nothing' }));
    expect(wrong.status).toBe(401);
    expect(wrong.text).toContain('This token is unknown, expired or revoked.');
    expect(wrong.text).toContain('value="/nothing"');
    // As it is when a line of a terminal was copied.
    const entered = await ask('/login', form({ token: ` ${secret}\n`, next: '/nothing' }));
    expect(entered).toMatchObject({ status: 303, headers: { location: '/nothing' } });
    const [cookie = ''] = entered.headers['set-cookie'] ?? [];
    expect(cookie).toMatch(/Max-Age=604800; Path=\/; HttpOnly; SameSite=Strict/);
    expect(cookie).not.toContain(secret.slice(13));

    const Cookie = cookie.split(';')[0] ?? '';
    expect((await ask('/api/v1/status', { headers: { Cookie } })).status).toBe(200);
    // Signed: another token's id, or a later end, does not fit.
    const forged = Cookie.replace(/%20\d/, '%209');
    expect((await ask('/api/v1/status', { headers: { Cookie: forged } })).status).toBe(401);
    store.removeToken('desk');
    expect((await ask('/api/v1/status', { headers: { Cookie } })).status).toBe(401);
  });

  test('ends where it is signed out, for a copy of the cookie too, and nowhere else', async () => {
    const { ask } = await serving({ ownToken: OWN, host: '0.0.0.0' });
    const enter = async () => {
      const { headers } = await ask('/login', form({ token: OWN, next: '/' }));
      return { Cookie: headers['set-cookie']?.[0]?.split(';')[0] ?? '' };
    };
    const [desk, phone] = [await enter(), await enter()];
    const left = await ask('/logout', { method: 'POST', headers: desk });
    expect(left).toMatchObject({
      status: 303,
      headers: { 'set-cookie': [expect.stringContaining('Max-Age=0')] },
    });
    expect((await ask('/api/v1/status', { headers: desk })).status).toBe(401);
    expect((await ask('/api/v1/status', { headers: phone })).status).toBe(200);
  });

  test('ends after a week, for a browser that keeps its cookie longer, too', async () => {
    let now = Date.now();
    const { ask } = await serving({ ownToken: OWN, now: () => now });
    const entered = await ask('/login', form({ token: OWN, next: '/' }));
    const [cookie = ''] = entered.headers['set-cookie'] ?? [];
    const headers = { Cookie: cookie.split(';')[0] ?? '' };
    now += 7 * DAY - 1;
    expect((await ask('/api/v1/status', { headers })).status).toBe(200);
    now += 1;
    expect((await ask('/api/v1/status', { headers })).status).toBe(401);
  });

  test.each([
    ['https://evil.example/', '/'],
    ['//evil.example/', '/'],
    ['/\\evil.example', '/'],
    ['/.//evil.example', '/evil.example'],
    ['/articles?company=byd', '/articles?company=byd'],
    ['/x\r\nSet-Cookie: a=b', '/xSet-Cookie:%20a=b'],
  ])('goes on to %j as %s', async (next, location) => {
    const { ask } = await serving({ ownToken: OWN });
    expect((await ask('/login', form({ token: OWN, next }))).headers.location).toBe(location);
  });
});

test('a browser that was signed out is told what was not done, and led back to where it was', async () => {
  const { ask, url } = await serving({ ownToken: OWN });
  const html = { Accept: 'text/html', Referer: `${url}/feeds/wire?x=1` };
  const button = await ask('/jobs/pause', { method: 'POST', headers: html });
  // With Basic it would ask for a password instead of showing the page.
  expect([button.status, button.headers['www-authenticate']]).toEqual([401, 'Bearer realm="jvwire"']);
  expect(button.text).toContain('A token is needed. Nothing was changed.');
  expect(button.text).toContain('<a href="/login?next=%2Ffeeds%2Fwire%3Fx%3D1">Sign in</a>');
  expect(button.text).not.toContain('Back</a>');
  const stale = await ask('/feeds', { headers: { ...html, ...bearer('stale') } });
  expect([stale.status, stale.headers['www-authenticate']]).toEqual([
    401,
    'Bearer realm="jvwire", Basic realm="jvwire"',
  ]);
  expect(stale.text).toContain('This token is unknown, expired or revoked.</p>');
});

test('a browser that is refused gets a page that leads on, what asks the API or as a program a problem', async () => {
  const limit = { burst: 6, perSecond: 0.1 };
  const { ask, url } = await serving({ limit, now: () => 0 });
  const html = { Accept: 'text/html,*/*' };
  const post = (path: string, headers: Record<string, string>) => ask(path, { method: 'POST', headers });
  const board = await ask('/admin/queues', { headers: { ...html, Referer: `${url}//evil.example/x` } });
  expect(board).toMatchObject({ status: 403, headers: { 'content-type': 'text/html; charset=UTF-8' } });
  expect(board.text).toContain('needs a token with the scope admin; there is none');
  expect(board.text).toContain('<a href="/login?next=%2F">Sign in with another token</a>');
  expect(board.text).toContain('<a href="/">Back</a>');
  const strange = await post('/jobs/pause', {
    ...html,
    Referer: 'https://evil.example/x',
    Origin: 'https://evil.example',
  });
  expect(strange).toMatchObject({ status: 403, headers: { 'content-type': 'text/html; charset=UTF-8' } });
  expect(strange.text).toContain('This came from another site');
  expect(strange.text).toContain('<a href="/">Back</a>');
  const own = await post('/jobs/pause', {
    ...html,
    Referer: `${url}/feeds/wire?x=1`,
    Origin: 'https://evil.example',
  });
  expect(own.text).toContain('<a href="/feeds/wire?x=1">Back</a>');
  const host = await ask('/', { headers: { ...html, Host: 'evil.example' } });
  expect(host).toMatchObject({ status: 421, headers: { 'content-type': 'text/html; charset=UTF-8' } });
  const api = await post('/api/v1/jobs/pause', { ...html, Origin: 'https://evil.example' });
  expect(api).toMatchObject({ status: 403, json: { code: 'cross-site' } });
  const program = await post('/jobs/pause', { Origin: 'https://evil.example' });
  expect(program).toMatchObject({ status: 403, json: { code: 'cross-site' } });
  await ask('/login');
  const often = await ask('/', { headers: html });
  expect(often).toMatchObject({ status: 429, headers: { 'retry-after': '10' } });
  expect(often.text).toContain('Too many requests');
});

test('a client that asks too often waits, and others do not', async () => {
  let now = 0;
  const { ask } = await serving({ ownToken: OWN, limit: { burst: 3, perSecond: 0.5 }, now: () => now });
  const status = async (headers: Record<string, string> = {}) => (await ask('/login', { headers })).status;
  expect([await status(), await status(), await status()]).toEqual([200, 200, 200]);
  expect(await ask('/login')).toMatchObject({
    status: 429,
    headers: { 'retry-after': '2' },
    json: { code: 'rate' },
  });
  expect(await status(bearer(OWN))).toBe(200);
  now += 2000;
  expect([await status(), await status()]).toEqual([200, 429]);
});

test('a client that was silent for an hour has its burst and no more', () => {
  const limit = createRateLimit({ burst: 2, perSecond: 1 });
  expect([0, 3_600_000, 3_600_000, 3_600_000].map((at) => limit.take('reader', at))).toEqual([0, 0, 0, 1]);
});

test('the memory of clients is bounded', () => {
  const limit = createRateLimit({ burst: 1, perSecond: 1 });
  expect(limit.take('first', 0)).toBe(0);
  expect(limit.take('first', 0)).toBe(1);
  for (let client = 0; client < 10_000; client++) limit.take(`client-${client}`, 0);
  expect(limit.take('first', 0)).toBe(0);
});

test('of many clients the one that was heard least recently is forgotten', () => {
  const limit = createRateLimit({ burst: 1, perSecond: 1 });
  limit.take('first', 0);
  for (let client = 1; client < 10_000; client++) limit.take(`client-${client}`, 0);
  expect(limit.take('first', 0)).toBe(1);
  limit.take('one more', 0);
  expect([limit.take('first', 0), limit.take('client-1', 0)]).toEqual([1, 0]);
});

test('a clock set back takes nothing from a client, and one that is out of its burst waits as long as ever', () => {
  const limit = createRateLimit({ burst: 2, perSecond: 1 });
  expect(limit.take('reader', 3_600_000)).toBe(0);
  expect([limit.take('reader', 0), limit.take('reader', 0)]).toEqual([0, 1]);
  expect(limit.take('reader', 1_000)).toBe(0);
});
