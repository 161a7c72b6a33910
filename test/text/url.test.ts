import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import TRACKING from '../../src/text/url/tracking-parameters.json' with { type: 'json' };
import { canonicalUrl, parseHttpUrl, sameSite, siteOf } from '../../src/text/url/url.ts';

describe('parseHttpUrl', () => {
  it.each<[says: string, text: string, base: string | undefined, href: string | null]>([
    ['reads an absolute address', 'https://example.com/a', undefined, 'https://example.com/a'],
    ['trims and drops line breaks', ' \n https://example.com/a\nb \t', undefined, 'https://example.com/ab'],
    ['resolves a relative address', '../b?x=1', 'https://example.com/a/c', 'https://example.com/b?x=1'],
    [
      'resolves a protocol-relative address',
      '//cdn.example.com/a',
      'https://example.com/',
      'https://cdn.example.com/a',
    ],
    ['needs a base for a relative address', '/a', undefined, null],
    [
      'reads an absolute address beside a broken base',
      'https://example.com/a',
      'nonsense',
      'https://example.com/a',
    ],
    ['gives up on a relative address with a broken base', '/a', 'nonsense', null],
    ['refuses other schemes', 'javascript:alert(1)', 'https://example.com/', null],
    ['refuses files', 'file:///etc/passwd', undefined, null],
    ['refuses data', 'data:text/html,x', 'https://example.com/', null],
    ['keeps no credentials', 'https://user:secret@example.com/a', undefined, 'https://example.com/a'],
    [
      'repairs ampersands escaped twice',
      'https://example.com/?a=1&amp;b=2',
      undefined,
      'https://example.com/?a=1&b=2',
    ],
    ['refuses an empty text', '  ', 'https://example.com/', null],
    ['encodes hosts and paths', 'https://例え.jp/車', undefined, 'https://xn--r8jz45g.jp/%E8%BB%8A'],
    ['refuses 2,049 characters', `https://example.com/${'a'.repeat(2_029)}`, undefined, null],
    ['refuses what grows too long when encoded', `https://example.com/${'車'.repeat(300)}`, undefined, null],
  ])('%s', (_says, text, base, href) => {
    expect(parseHttpUrl(text, base)?.href ?? null).toBe(href);
  });

  it('reads 2,048 characters', () => {
    expect(parseHttpUrl(`https://example.com/${'a'.repeat(2_028)}`)?.href).toHaveLength(2_048);
  });
});

describe('canonicalUrl', () => {
  it.each<[says: string, url: string, canonical: string]>([
    ['drops the session', 'https://example.com/a.php?id=5&PHPSESSID=0f3a', 'https://example.com/a.php?id=5'],
    ['drops the fragment', 'https://example.com/a#b', 'https://example.com/a'],
    [
      'keeps the fragment that is the page',
      'https://example.com/?utm_source=x#!/a',
      'https://example.com/#!/a',
    ],
    ['drops the fragment that is the first page', 'https://example.com/#!/', 'https://example.com/'],
    [
      'drops tracking parameters',
      'https://example.com/a?utm_source=rss&utm_medium=x',
      'https://example.com/a',
    ],
    [
      'keeps the others in order',
      'https://example.com/a?p=2&fbclid=x&id=1',
      'https://example.com/a?p=2&id=1',
    ],
    ['keeps values as they are', 'https://example.com/?q=a+b%20c&x', 'https://example.com/?q=a+b%20c&x'],
    ['ignores the case of names', 'https://example.com/?UTM_Source=a&FBCLID=1', 'https://example.com/'],
    ['sees through encoded names', 'https://example.com/?utm%5Fsource=a', 'https://example.com/'],
    [
      'sees through doubly escaped ampersands',
      'https://example.com/?a=1&amp;utm_source=a',
      'https://example.com/?a=1',
    ],
    ['drops an empty query', 'https://example.com/a?', 'https://example.com/a'],
    ['drops default ports', 'https://example.com:443/a', 'https://example.com/a'],
    ['keeps other ports', 'https://example.com:8443/a', 'https://example.com:8443/a'],
    ['lowers the host only', 'HTTPS://EXAMPLE.com/A', 'https://example.com/A'],
    ['drops the trailing dot of the host', 'https://example.com./a', 'https://example.com/a'],
    ['drops index file names', 'https://example.com/a/index.html', 'https://example.com/a/'],
    [
      'drops index file names before a query',
      'https://example.com/index.htm?id=1',
      'https://example.com/?id=1',
    ],
    ['drops index scripts without a query', 'https://example.com/index.php?utm_id=1', 'https://example.com/'],
    [
      'keeps index scripts that take a parameter',
      'https://example.com/index.php?id=1',
      'https://example.com/index.php?id=1',
    ],
    [
      'keeps names that only end alike',
      'https://example.com/my-index.html',
      'https://example.com/my-index.html',
    ],
    ['keeps duplicate slashes', 'https://example.com//a//b', 'https://example.com//a//b'],
    ['keeps a trailing slash', 'https://example.com/a/', 'https://example.com/a/'],
    ['keeps no credentials', 'https://u:p@example.com/', 'https://example.com/'],
    ['survives a stray percent sign', 'https://example.com/?a%=1&utm_a%=1', 'https://example.com/?a%=1'],
    ['leaves what is no address', 'not an address', 'not an address'],
  ])('%s', (_says, url, canonical) => {
    expect(canonicalUrl(url)).toBe(canonical);
  });

  it.each(
    'id p page article a q s n t aid cid sid tid newsid story doc key mod ref from source type lang date year v view token post_id paged cat tag'.split(
      ' ',
    ),
  )('keeps %s, which may select content', (name) => {
    expect(canonicalUrl(`https://example.com/?${name}=1`)).toBe(`https://example.com/?${name}=1`);
  });

  it('is a fixed point', () => {
    const name = fc.constantFrom('utm_source', 'id', 'amp;utm_id', 'fbclid', '%', '', 'a%20b', 'ü');
    const query = fc
      .array(fc.tuple(name, fc.string({ unit: 'binary' })).map(([n, v]) => `${n}=${v}`))
      .map((q) => q.join('&'));
    const path = fc
      .array(fc.constantFrom('index.html', 'index.php', '', '.', '..', 'a', '%2e', 'ü', '?'))
      .map((p) => p.join('/'));
    const host = fc.constantFrom(
      'example.com',
      'EXAMPLE.com..',
      '127.0.0.1.',
      '[::1]',
      'a_b.example',
      'localhost.',
      '例え.jp',
    );
    const built = fc.tuple(host, path, query).map(([h, p, q]) => `https://${h}/${p}?${q}`);
    fc.assert(
      fc.property(fc.oneof(built, fc.webUrl({ withQueryParameters: true, withFragments: true })), (url) => {
        const once = canonicalUrl(url);
        expect(canonicalUrl(once)).toBe(once);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('siteOf', () => {
  it.each<[string, string]>([
    ['https://www.example.com/a', 'example.com'],
    ['https://news.example.co.uk/', 'example.co.uk'],
    ['https://auto.sina.com.cn/', 'sina.com.cn'],
    ['https://one.github.io/', 'one.github.io'],
    ['http://127.0.0.1:8080/a', '127.0.0.1'],
    ['http://[::1]/a', '[::1]'],
    ['http://localhost/', 'localhost'],
    ['localhost.', 'localhost'],
    ['news.example.com', 'example.com'],
    ['https://example.com./', 'example.com'],
  ])('%s is of %s', (url, site) => {
    expect(siteOf(url)).toBe(site);
  });

  it('tells sites apart', () => {
    expect(sameSite('https://a.example.com/', new URL('https://b.example.com/'))).toBe(true);
    expect(sameSite('https://a.co.uk/', 'https://b.co.uk/')).toBe(false);
    expect(sameSite('http://127.0.0.1/', 'http://127.0.0.2/')).toBe(false);
  });
});

describe('the tracking parameters', () => {
  const keys = TRACKING.map((entry) => ('name' in entry ? entry.name : entry.prefix));
  it('are sorted, in lower case and each listed once', () => {
    expect(keys).toEqual([...new Set(keys.map((key) => key.toLowerCase()))].sort());
  });
  it('are many, and each says who sets it', () => {
    expect(keys.length).toBeGreaterThanOrEqual(80);
    for (const entry of TRACKING) expect(entry.why.length).toBeGreaterThan(8);
  });
  it('have prefixes long enough not to catch ordinary names', () => {
    for (const entry of TRACKING) if ('prefix' in entry) expect(entry.prefix).toMatch(/^.{2,}[_.]$|^.{4,}$/);
  });
});
