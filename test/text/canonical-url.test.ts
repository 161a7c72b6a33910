import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pageKey, saneCanonical } from '../../src/text/url/canonical-url.ts';
import VARIANTS from '../../src/text/url/page-variants.json' with { type: 'json' };
import SITES from '../../src/text/url/site-parameters.json' with { type: 'json' };
import SYNDICATORS from '../../src/text/url/syndicators.json' with { type: 'json' };
import { canonicalUrl } from '../../src/text/url/url.ts';
import WRAPPINGS from '../../src/text/url/wrapping-links.json' with { type: 'json' };

const ARTICLE = 'https://example.com/news/2024/byd-opens-plant';

describe('pageKey', () => {
  it.each<[says: string, url: string]>([
    ['the scheme', 'http://example.com/news/2024/byd-opens-plant'],
    ['www', 'https://www.example.com/news/2024/byd-opens-plant'],
    ['the case of the host', 'https://WWW.Example.COM/news/2024/byd-opens-plant'],
    ['default ports of either scheme', 'http://example.com:80/news/2024/byd-opens-plant'],
    ['the port of the other scheme', 'https://example.com:80/news/2024/byd-opens-plant'],
    ['a trailing slash', 'https://example.com/news/2024/byd-opens-plant/'],
    ['doubled slashes', 'https://example.com//news/2024//byd-opens-plant'],
    ['an index page', 'https://example.com/news/2024/byd-opens-plant/index.html'],
    ['the fragment', 'https://example.com/news/2024/byd-opens-plant#comments'],
    ['tracking', 'https://example.com/news/2024/byd-opens-plant?utm_source=x&fbclid=1'],
    ['the mobile host', 'https://m.example.com/news/2024/byd-opens-plant'],
    ['the AMP host', 'https://amp.example.com/news/2024/byd-opens-plant'],
    ['an AMP ending', 'https://example.com/news/2024/byd-opens-plant/amp/'],
    ['an AMP parameter', 'https://example.com/news/2024/byd-opens-plant?outputType=amp'],
    ['a print ending', 'https://example.com/news/2024/byd-opens-plant/print'],
    ['a print parameter', 'https://example.com/news/2024/byd-opens-plant?print=1'],
    ['blogger\u2019s mobile parameter', 'https://example.com/news/2024/byd-opens-plant?m=1'],
    ['a session', 'https://example.com/news/2024/byd-opens-plant;jsessionid=A1B2'],
    ['needless escapes', 'https://example.com/news/2024/%62yd-opens-plant'],
    [
      'the AMP cache',
      'https://www-example-com.cdn.ampproject.org/c/s/www.example.com/news/2024/byd-opens-plant',
    ],
    ['several at once', 'http://m.example.com/news/2024/byd-opens-plant/amp/?print=1&utm_id=2#x'],
  ])('does not count %s', (_says, url) => {
    expect(pageKey(url)).toBe(ARTICLE);
  });

  it.each<[string, string]>([
    ['https://example.com/a?id=1', 'https://example.com/a?id=2'],
    ['https://example.com/a?id=1', 'https://example.com/a'],
    ['https://example.com/article.php?p=1', 'https://example.com/article.php?p=2'],
    ['https://example.com/News/Plant', 'https://example.com/news/plant'],
    ['https://example.com/news/1', 'https://news.example.com/1'],
    ['https://de.example.com/news/plant-opens', 'https://en.example.com/news/plant-opens'],
    ['https://example.com:8080/a', 'https://example.com/a'],
    ['https://example.com/tag/amp', 'https://example.com/tag'],
    ['https://example.com/topics/print', 'https://example.com/topics'],
    ['https://example.com/news/plant-opens?page=2', 'https://example.com/news/plant-opens'],
    ['https://m.github.io/news/plant-opens', 'https://github.io/news/plant-opens'],
    ['https://example.com/%E8%BB%8A', 'https://example.com/%E6%9D%B1'],
    ['https://example.com/a%2Fb', 'https://example.com/a/b'],
    ['https://example.com/?m=12', 'https://example.com/'],
    ['https://asahi.com/articles/1?id=2', 'https://asahi.com/articles/1'],
  ])('keeps %s and %s apart', (one, other) => {
    expect(pageKey(one)).not.toBe(pageKey(other));
  });

  it('does not count the order of parameters, nor how often one is there', () => {
    expect(pageKey('https://example.com/a?a=1&b=2&a=1')).toBe(pageKey('https://example.com/a?a=1&b=2'));
    expect(pageKey('https://example.com/a?b=2&a=1')).toBe(pageKey('https://example.com/a?a=1&b=2'));
  });

  it('knows the parameters of single sites', () => {
    expect(pageKey('https://www.asahi.com/articles/ASX123?iref=top')).toBe(
      'https://asahi.com/articles/ASX123',
    );
    expect(pageKey('https://example.com/a?iref=top')).toBe('https://example.com/a?iref=top');
  });

  it.each([
    [
      'https://mp.weixin.qq.com/s?__biz=MzA&mid=265&idx=1&sn=abc&chksm=f1&scene=21#wechat_redirect',
      'https://mp.weixin.qq.com/s?__biz=MzA&mid=265&idx=1&sn=abc',
    ],
    ['https://baijiahao.baidu.com/s?id=17890&wfr=spider&for=pc', 'https://baijiahao.baidu.com/s?id=17890'],
    ['https://36kr.com/p/3000001?f=rss', 'https://36kr.com/p/3000001'],
    [
      'https://finance.sina.com.cn/roll/doc-inabc.shtml?cre=tianyi&mod=pchp&loc=3',
      'https://finance.sina.com.cn/roll/doc-inabc.shtml',
    ],
    [
      'https://m.thepaper.cn/newsDetail_forward_1234567?from=timeline',
      'https://www.thepaper.cn/newsDetail_forward_1234567',
    ],
    ['https://www.wsj.com/a-b-1234?mod=rss_x', 'https://www.wsj.com/a-b-1234'],
    ['https://www.bloomberg.com/news/a?srnd=x&embedded-checkout=true', 'https://www.bloomberg.com/news/a'],
    ['https://example.com/news/1?from=timeline&isappinstalled=0', 'https://example.com/news/1'],
  ])('is one for what is shared: %s', (shared, own) => {
    expect(pageKey(shared)).toBe(pageKey(own));
  });

  it.each([
    [
      'https://mp.weixin.qq.com/s?__biz=MzA&mid=265&idx=1',
      'https://mp.weixin.qq.com/s?__biz=MzA&mid=265&idx=2',
    ],
    ['https://example.com/story?from=5', 'https://example.com/story?from=6'],
    ['https://example.com/story?mod=a', 'https://example.com/story?mod=b'],
  ])('but not for what selects: %s', (one, other) => {
    expect(pageKey(one)).not.toBe(pageKey(other));
  });

  const host = fc.constantFrom(
    'example.com',
    'www.example.com',
    'm.amp.example.co.uk',
    'www.m.de',
    '10.0.0.1',
    'm.com',
  );
  const part = fc.oneof(
    fc.constantFrom(
      'amp',
      'print',
      'index.html',
      'a-long-story',
      '2024',
      '',
      'x.amp.html',
      '%7e',
      'ü',
      ';jsessionid=1',
      '..',
    ),
    fc.string({ maxLength: 8 }),
  );
  const query = fc.array(
    fc.constantFrom('amp=1', 'm=1', 'id=7', 'utm_id=1', 'b', '%61=1', 'print', 'q=%2f', '='),
    { maxLength: 4 },
  );
  const address = fc
    .tuple(fc.constantFrom('http', 'https'), host, fc.array(part, { maxLength: 5 }), query)
    .map(([scheme, h, parts, q]) => `${scheme}://${h}/${parts.join('/')}?${q.join('&')}`);

  it('is a fixed point', () => {
    fc.assert(
      fc.property(fc.oneof(address, fc.webUrl({ withQueryParameters: true })), (url) => {
        expect(pageKey(pageKey(url))).toBe(pageKey(url));
      }),
      { numRuns: 2_000 },
    );
  });

  it('counts a fragment only where it says by its sign that it selects the page', () => {
    expect(pageKey('https://example.com/news#!/7')).not.toBe(pageKey('https://example.com/news#!/8'));
    expect(pageKey('http://www.example.com/news/#!/7')).toBe(pageKey('https://example.com/news#!/7'));
    const fragment = fc.oneof(fc.constantFrom('/news/7', '42', 'comment-9', '#', '?id=7', '!'), fc.string());
    fc.assert(
      fc.property(address, fragment, (url, part) => {
        fc.pre(!/^!./.test(part));
        expect(pageKey(`${url}#${part}`)).toBe(pageKey(url));
      }),
    );
  });

  it('keeps addresses apart that differ in a slug or in a number that selects', () => {
    const slug = fc.stringMatching(/^[a-z]{4,9}-[a-z]{4,9}$/);
    fc.assert(
      fc.property(slug, slug, fc.nat(999), fc.nat(999), (a, b, i, j) => {
        fc.pre(a !== b || i !== j);
        expect(pageKey(`https://www.example.com/${a}/amp?id=${i}`)).not.toBe(
          pageKey(`http://example.com/${b}?id=${j}`),
        );
      }),
    );
  });
});

describe('links that lead to another address', () => {
  const news = (url: string): string => {
    const bytes = Buffer.concat([
      Buffer.from([0x08, 0x13, 0x22]),
      length(url),
      Buffer.from(url),
      Buffer.from([0xd2, 0x01, 0x00]),
    ]);
    return `https://news.google.com/rss/articles/${bytes.toString('base64url')}?oc=5`;
  };
  const length = (text: string): Buffer =>
    text.length < 128
      ? Buffer.from([text.length])
      : Buffer.from([0x80 | (text.length & 0x7f), text.length >> 7]);
  const long = `https://example.com/${'very-long-headline-'.repeat(9)}1`;

  it.each<[says: string, link: string, url: string]>([
    ['Google News', news('https://example.com/story-1'), 'https://example.com/story-1'],
    ['Google News with a long address', news(long), long],
    [
      'Google Alerts',
      'https://www.google.com/url?rct=j&url=https://example.com/story%3Fid%3D1&ct=ga',
      'https://example.com/story?id=1',
    ],
    [
      'Google in other countries',
      'https://www.google.co.uk/url?q=https%3A%2F%2Fexample.com%2Fstory',
      'https://example.com/story',
    ],
    [
      'Google AMP',
      'https://www.google.com/amp/s/www.example.com/story-one/amp',
      'https://www.example.com/story-one/amp',
    ],
    [
      'Bing News',
      'http://www.bing.com/news/apiclick.aspx?ref=FexRss&url=https%3a%2f%2fexample.com%2fstory&c=1',
      'https://example.com/story',
    ],
    [
      'Facebook',
      'https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.com%2Fstory%3Ffbclid%3D1&h=x',
      'https://example.com/story',
    ],
    ['Zhihu', 'https://link.zhihu.com/?target=https%3A//example.com/story', 'https://example.com/story'],
    [
      'Safe Links',
      'https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fexample.com%2Fstory&data=1',
      'https://example.com/story',
    ],
    [
      'one wrapped in another',
      `https://www.google.com/url?url=${encodeURIComponent('https://vk.com/away.php?to=https%3A%2F%2Fexample.com%2Fs')}`,
      'https://example.com/s',
    ],
  ])('%s', (_says, link, url) => {
    expect(canonicalUrl(link)).toBe(url);
  });

  it.each([
    'https://news.google.com/rss/articles/CBMiVkFVX3lxTE4zaGU2bTY2ZGkzdTRkSkJ0cFpsTGlDUjkxU2FBRURaTWU0c3QzVWZ1MHZZNkZ5Vzk1ZVBnTDFHY2R6ZmdCUkpUTUJsS1pqQTlCRzlzbHV3',
    'https://www.google.com/url?q=javascript:alert(1)',
    'https://www.google.com/search?q=https://example.com/',
    'https://www.bing.com/news/search?url=https%3A%2F%2Fexample.com',
    'https://feedproxy.google.com/~r/example/~3/AbC/',
    'https://example.com/login?url=https://example.com/a',
    'https://www.youtube.com/watch?v=1&q=https%3A%2F%2Fexample.com%2F',
  ])('%s wraps nothing that can be read', (link) => {
    expect(canonicalUrl(link)).toBe(link);
  });
});

describe('saneCanonical', () => {
  const page = 'https://www.example.com/news/2024/byd-opens-plant?utm_source=rss';
  it.each<[says: string, declared: string, page: string, canonical: string | null]>([
    ['takes the same page', `${ARTICLE}`, page, ARTICLE],
    [
      'takes another address of the site',
      'https://example.com/story-17',
      page,
      'https://example.com/story-17',
    ],
    [
      'takes a relative one',
      '/news/2024/byd-opens-plant',
      page,
      'https://www.example.com/news/2024/byd-opens-plant',
    ],
    ['takes the original of an AMP page', ARTICLE, `${ARTICLE}/amp`, ARTICLE],
    ['takes the first page', ARTICLE, `${ARTICLE}/page/2`, ARTICLE],
    ['refuses the home page', 'https://www.example.com/', page, null],
    ['refuses a language\u2019s home page', 'https://www.example.com/en/', page, null],
    ['refuses the section', 'https://www.example.com/news/', page, null],
    ['refuses a section elsewhere', 'https://www.example.com/cars', page, null],
    ['refuses an error page', 'https://www.example.com/error/404', page, null],
    ['refuses another site', 'https://other.example/news/2024/byd-opens-plant', page, null],
    ['refuses a template', 'https://www.example.com/{{ slug }}', page, null],
    ['refuses other schemes', 'javascript:void(0)', page, null],
    ['refuses nothing', ' ', page, null],
    [
      'refuses to lose the article\u2019s number',
      'https://example.com/article.php',
      'https://example.com/article.php?id=5',
      null,
    ],
    [
      'takes an address with a number for a name without its parameters',
      'https://example.com/20240517',
      'https://example.com/20240517?from=home',
      'https://example.com/20240517',
    ],
    [
      'takes a syndicator\u2019s original, though it is like a folder above the copy',
      'https://example.com/byd-opens-plant',
      'https://finance.yahoo.com/byd-opens-plant/story',
      'https://example.com/byd-opens-plant',
    ],
    ['takes an address without needless parameters', ARTICLE, `${ARTICLE}?ref_page=7`, ARTICLE],
    [
      'takes a syndicator\u2019s original',
      'https://example.com/byd-opens-plant',
      'https://finance.yahoo.com/news/byd-opens-plant-1.html',
      'https://example.com/byd-opens-plant',
    ],
    [
      'refuses a syndicator\u2019s word for a home page',
      'https://example.com/',
      'https://finance.yahoo.com/news/byd-opens-plant-1.html',
      null,
    ],
    [
      'leaves home pages their own',
      'https://www.example.com/',
      'https://www.example.com/index.html',
      'https://www.example.com/',
    ],
  ])('%s', (_says, declared, url, canonical) => {
    expect(saneCanonical(new URL(url), declared)).toBe(canonical);
  });
});

describe('the data', () => {
  it.each<[string, readonly { site: string; source: string }[]]>([
    ['site-parameters.json', SITES],
    ['syndicators.json', SYNDICATORS],
    ['wrapping-links.json', WRAPPINGS],
  ])('%s is sorted, in lower case and sourced', (_file, entries) => {
    const sites = entries.map(({ site }) => site);
    expect(sites).toEqual([...new Set(sites)].sort());
    expect(sites).toEqual(sites.map((site) => site.toLowerCase()));
    for (const { source } of entries) expect(source.length).toBeGreaterThan(10);
  });
  it('has names in lower case and sorted', () => {
    for (const { names } of SITES) expect(names).toEqual(names.map((name) => name.toLowerCase()).sort());
    for (const list of Object.values(VARIANTS)) expect(list).toEqual([...new Set(list)].sort());
  });
});
