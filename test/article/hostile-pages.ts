/** Pages made to exhaust a reader, each with a name and what makes it. */

export const prose = '<p>The two carmakers signed the agreement in Shanghai on Monday, both said.</p>';

export const HOSTILE_PAGES: readonly (readonly [string, () => string])[] = [
  ['5 MB of nested tags', () => '<div>'.repeat(1_000_000)],
  ['5 MB of nested tags of mixed names', () => '<div><span><b><section>'.repeat(220_000)],
  ['5 MB of nested lists and tables', () => '<ul><li><table><tr><td>x'.repeat(220_000)],
  ['tables in tables, 200 deep', () => `${'<table><tr><td>x'.repeat(60)}${'</td></tr></table>'.repeat(60)}`],
  [
    '300,000 attributes on one tag',
    () => `<p ${Array.from({ length: 300_000 }, (_, i) => `a${i}=1`).join(' ')}>${prose}`,
  ],
  ['300,000 attributes over many tags', () => `<p a b c d e f g h i j>x`.repeat(30_000)],
  ['a class attribute of 5 MB', () => `<div class="${'related-'.repeat(650_000)}">${prose}</div>`],
  ['an id of dashes', () => `<div id="${'-'.repeat(5_000_000)}">${prose}</div>`],
  ['1 million text nodes', () => 'a<!-- -->b<br>'.repeat(500_000)],
  ['a million entities', () => `<p>${'&amp;&lt;'.repeat(500_000)}</p>`],
  ['unclosed everything', () => `<html><body><article><p><b><i><a href="x"><ul><li>text `.repeat(60_000)],
  ['a tag that never closes', () => `<p>${'<a '.repeat(1_500_000)}`],
  ['a comment that never closes', () => `${prose}<!--${'-'.repeat(5_000_000)}`],
  ['only white space', () => `<p>${' \n\t'.repeat(1_700_000)}x</p>`],
  ['only non-breaking spaces', () => `<p>${'\u00a0'.repeat(3_000_000)}x</p>`],
  ['quadratic bait: separators in the title', () => `<title>${' | '.repeat(300_000)}</title>${prose}`],
  [
    'quadratic bait: a title of dashes',
    () => `<h1>${' - a'.repeat(400_000)}</h1><title>${'- '.repeat(400_000)}</title>`,
  ],
  [
    'quadratic bait: angle brackets in metadata',
    () => `<meta property="og:title" content="${'<'.repeat(2_000_000)}">${prose}`,
  ],
  [
    'quadratic bait: a byline of capitals',
    () => `<div class="byline">By ${'Aa Bb '.repeat(500_000)}</div>${prose}`,
  ],
  [
    'quadratic bait: a date line of digits',
    () => `<time class="date">${'12 '.repeat(1_000_000)}</time><p class="date">${'1/'.repeat(1_000_000)}</p>`,
  ],
  ['quadratic bait: addresses', () => `<p class="author">${'a@'.repeat(1_000_000)}</p>`],
  ['quadratic bait: brackets', () => `<p>${'[a '.repeat(1_000_000)}</p><p>${'('.repeat(1_000_000)}</p>`],
  [
    'quadratic bait: spaces before breaks',
    () => `<p>${' <br> '.repeat(150_000)}${'\u3000 '.repeat(500_000)}</p>`,
  ],
  ['quadratic bait: spaces in a code block', () => `${prose}<pre>a${' '.repeat(1_000_000)}b</pre>`],
  ['quadratic bait: spaces in elements of their own', () => `${prose}<p>a${'<b> </b>'.repeat(100_000)}b</p>`],
  [
    'JSON-LD nested 100,000 deep',
    () => `<script type="application/ld+json">${'['.repeat(100_000)}${']'.repeat(100_000)}</script>${prose}`,
  ],
  [
    'JSON-LD of 5 MB that is broken',
    () => `<script type="application/ld+json">{"a":"${'\\n, '.repeat(1_200_000)}</script>${prose}`,
  ],
  [
    'an articleBody of angle brackets',
    () =>
      `<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"${'<a'.repeat(240_000)}"}</script>`,
  ],
  [
    'a state of lists 100,000 deep',
    () => `<script>window.__STATE__=${'['.repeat(100_000)}${']'.repeat(100_000)}</script>`,
  ],
  [
    'a state of lists in lists',
    () =>
      `<script type="application/json">${`${'['.repeat(30)}"${'A line of text, and more. '.repeat(4)}"${']'.repeat(30)},`.repeat(20_000).replace(/^|,$/g, (end) => (end === '' ? '[' : ']'))}</script>`,
  ],
  [
    'a flat state whose parts stand in each other many times',
    () =>
      `<script type="application/json" id="__NUXT_DATA__">${JSON.stringify([...Array.from({ length: 50 }, (_, i) => Array(9).fill(i + 1)), 'A line of text, and more. '.repeat(4)])}</script>`,
  ],
  ['a state that never ends', () => `<script>${'window.__STATE__={"a":"'.repeat(200_000)}</script>`],
  [
    '400 states that are no JSON',
    () => `<script>${'X_STATE={"a":undefined,'.repeat(20_000)}${'}'.repeat(20_000)}</script>`.repeat(8),
  ],
  ['a script that never closes', () => `${prose}${'<script>var a = 1; '.repeat(250_000)}`],
  [
    'a state of angle brackets',
    () => `<script type="application/json">{"body":"${'a, b. <p <'.repeat(400_000)}"}</script>`,
  ],
  [
    '200,000 list items in one list',
    () => `<ol>${'<li>one of many points that are made here'.repeat(190_000)}</ol>`,
  ],
  [
    '100,000 headings',
    () => '<h2><a href="/x">A headline like any other of this page</a></h2>'.repeat(90_000),
  ],
  [
    '60,000 links to further pages',
    () =>
      `<meta property="og:type" content="article">${prose}${'<b class="pagination"><a href="/2026/11/03/story/3">2</a></b>'.repeat(60_000)}`,
  ],
  [
    'quadratic bait: the address of a next page',
    () =>
      `<meta property="og:type" content="article">${prose}${`<a rel="next" href="/${'a/1/_2-'.repeat(280)}2/">2</a>`.repeat(2_000)}`,
  ],
  [
    '50,000 elements called author',
    () => '<i class="author">x</i><b class="date published">12</b>'.repeat(50_000),
  ],
  [
    '100,000 meta tags',
    () =>
      '<meta name="author" content="Ann Example"><meta property="date" content="yesterday">'.repeat(60_000),
  ],
  ['nothing', () => ''],
  ['zeros', () => '\u0000'.repeat(1_000_000)],
  ['lone surrogates', () => `<p>${'\ud800'.repeat(1_000_000)}</p>`],
];
