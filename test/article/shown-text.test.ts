/** Text that pages write in odd ways comes out as their readers see it. */

import { describe, expect, test } from 'vitest';
import { extractArticle } from '../../src/article/extract.ts';

const PROSE = [
  'Weihe and Norda signed the papers for a common bus works on Monday, both companies said in Hamburg.',
  'The works will stand beside the old yard, and its first line is to build four hundred buses in a year.',
  'Norda holds the larger part of the company, while Weihe brings the drawings and the people who know them.',
  'Drivers in four cities have tried the first of them, and they liked the brakes better than the seats.',
];
const paragraphs = PROSE.map((text) => `<p>${text}</p>`).join('');
const read = (story: string): string =>
  extractArticle(
    `<html><head><title>Weihe and Norda build buses</title></head><body><div class="page"><h1>Weihe and Norda build buses</h1><div class="story">${story}</div></div></body></html>`,
    { url: 'https://busposts.example/weihe' },
  ).text;
/** What becomes of a part that stands before the paragraphs. */
const first = (part: string): string => read(part + paragraphs).replace(`\n\n${PROSE.join('\n\n')}`, '');

describe('lines and blocks', () => {
  test('elements of the site\u2019s own continue the sentence that they stand in', () => {
    expect(
      first('<p>Weihe <term-note term="x">and</term-note> Norda build <price-tag>300</price-tag>.</p>'),
    ).toBe('Weihe and Norda build 300.');
  });
  test('and are blocks elsewhere', () => {
    expect(read(PROSE.map((text) => `<story-paragraph>${text}</story-paragraph>`).join(''))).toBe(
      PROSE.join('\n\n'),
    );
  });
  test('inline elements shown as blocks are blocks', () => {
    expect(read(PROSE.map((text) => `<span style="margin:0; display: block">${text}</span>`).join(''))).toBe(
      PROSE.join('\n\n'),
    );
  });
  test('a declared shadow root is shown, another template is not', () => {
    const root = `<story-body><template shadowrootmode="open"><div>${paragraphs}</div></template></story-body>`;
    expect(read(`${root}<template><p>${PROSE[0]} Again.</p></template>`)).toBe(PROSE.join('\n\n'));
  });
});

describe('signs escaped twice', () => {
  test('become what they mean', () => {
    expect(
      first(
        '<p>Weihe &amp;amp; Norda&amp;#8217;s works cost &amp;euro;300&amp;nbsp;million, &amp;quot;a lot&amp;quot;.</p>',
      ),
    ).toBe('Weihe & Norda’s works cost €300 million, "a lot".');
  });
  test('but tags that a text speaks of, and code, stay', () => {
    expect(first('<p>It begins with &amp;lt;br&amp;gt; and R&amp;D.</p>')).toBe(
      'It begins with &lt;br&gt; and R&D.',
    );
    expect(first('<pre>a &amp;amp; b</pre>')).toBe('a &amp; b');
  });
  test('also in the text of the page’s data', () => {
    const body = PROSE.join('\n')
      .replaceAll(' and ', ' &amp;amp; ')
      .replaceAll('old', 'old\u0020&#8220;new&#8221;');
    const html = `<html><body><h1>Weihe</h1><script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', headline: 'Weihe', articleBody: body.replaceAll('amp;amp;', 'amp;') })}</script></body></html>`;
    const { text } = extractArticle(html, { url: 'https://busposts.example/weihe' });
    expect(text).toBe(PROSE.join('\n\n').replaceAll(' and ', ' & ').replaceAll('old', 'old “new”'));
  });
});

describe('characters that show nothing and accents written apart', () => {
  const clean = PROSE.map((text) => text.replace('Norda', 'Nórda'));
  const dirty = PROSE.map((text) =>
    text.replace('Norda', 'No\u0301r\u00adda').replace('the', 't\u200bhe\u200e'),
  );
  const page = (head: string, body: string) =>
    extractArticle(`<html><head>${head}</head><body><h1>Weihe</h1>${body}</body></html>`, {
      url: 'https://busposts.example/weihe',
    });
  const data = (object: object): string =>
    `<script type="application/ld+json">${JSON.stringify({ '@type': 'NewsArticle', ...object })}</script>`;

  test('go from paragraphs', () => {
    expect(read(dirty.map((text) => `<p>${text}</p>`).join(''))).toBe(clean.join('\n\n'));
  });
  test('from preformatted text', () => {
    expect(first('<pre>a\u00ad b\n  e\u0301</pre>')).toBe('a b\n  é');
  });
  test('from the text of the page’s data, also where they are escaped', () => {
    const articleBody = dirty.join('\n');
    expect(page('', data({ articleBody })).text).toBe(clean.join('\n\n'));
    const escaped = articleBody.replaceAll('\u00ad', '&shy;').replaceAll('\u0301', '&#769;');
    expect(page('', data({ articleBody: escaped })).text).toBe(clean.join('\n\n'));
  });
  test('from the posts of a live blog', () => {
    const liveBlogUpdate = dirty.map((articleBody) => ({ '@type': 'BlogPosting', articleBody }));
    expect(page('', data({ '@type': 'LiveBlogPosting', liveBlogUpdate })).text).toBe(clean.join('\n\n'));
  });
  test('from what the page says of itself', () => {
    const name = 'Chloe\u0301 Besson';
    const meta = `<meta property="og:site_name" content="Me\u0301trob\u00adus"><meta name="description" content="${dirty[0]}">`;
    const shown = (head: string) => {
      const { authors, siteName, summary } = page(head, paragraphs);
      return { authors, siteName, summary };
    };
    const expected = { authors: ['Chloé Besson'], siteName: 'Métrobus', summary: clean[0] };
    expect(shown(`${meta}<meta name="author" content="${name}">`)).toEqual(expected);
    expect(shown(meta + data({ author: { name } }))).toEqual(expected);
    expect(shown(meta + data({ author: name }))).toEqual(expected);
    const publisher = { name: 'Me\u0301trob\u00adus' };
    expect(shown(data({ author: name, publisher, description: dirty[0] }))).toEqual(expected);
  });
});

describe('captions', () => {
  const pictures = PROSE.map((text) => `<figure><img src="a.jpg"><figcaption>${text}</figcaption></figure>`);
  test('are the text of a gallery', () => {
    expect(read(pictures.join(''))).toBe(PROSE.join('\n\n'));
  });
  test('are none beside a text', () => {
    expect(read(pictures.join('').replaceAll('Norda', 'Nordas') + paragraphs)).toBe(PROSE.join('\n\n'));
  });
});

describe('lines broken at a fixed width', () => {
  const wrap = (text: string, width = 60): string =>
    text.split(' ').reduce((lines, word) => {
      const last = lines.slice(lines.lastIndexOf('\n') + 1);
      return lines + (last === '' ? '' : last.length + 1 + word.length > width ? '\n' : ' ') + word;
    }, '');
  const long = [PROSE.slice(0, 2).join(' '), PROSE.slice(2).join(' ')];
  const notice = long.map((text) => wrap(text)).join('\n\n');

  test('are joined in preformatted text', () => {
    expect(read(`<pre>\n${notice}\n</pre>`)).toBe(long.join('\n\n'));
  });
  test('and where breaks end them', () => {
    expect(read(`<p>${notice.replaceAll('\n', '<br>\n')}</p>`)).toBe(long.join('\n\n'));
  });
  test('a compound word at the end of a line is one word', () => {
    const lines = [
      'Weihe of Hamburg and Norda of Oslo will build battery-',
      'electric buses at the old yard of the city, where they',
      'hire four hundred people, said the companies on Monday',
      'evening.',
    ];
    expect(first(`<pre>${lines.join('\n')}</pre>`)).toBe(lines.join(' ').replace('- ', '-'));
  });
  test('others stay: verses, addresses, code', () => {
    const lines = [
      'Weihe of Hamburg, the maker of buses and vans,',
      'Norda',
      'The yard',
      'Hafenstraße 17',
      'Hamburg',
      'Germany',
    ];
    expect(first(`<p>${lines.join('<br>')}</p>`)).toBe(lines.join('\n'));
    const code =
      'if (bus) {\n  drive();\n} else {\n  // wait for the next one, which comes in an hour or two\n  wait();\n}';
    expect(first(`<pre>${code}</pre>`)).toBe(code);
  });
});
