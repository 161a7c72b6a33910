/** The headline out of what a page declares and shows. */

import { expect, test } from 'vitest';
import { extractArticle } from '../../../src/article/extract.ts';

const PROSE =
  '<p>Weihe and Norda signed the papers for a common bus works on Monday, both companies said in Hamburg, and its first line is to build buses.</p>';
const title = (declared: string, heading: string, site = ''): string | null =>
  extractArticle(
    `<html><head><title>${declared}</title>${site === '' ? '' : `<meta property="og:site_name" content="${site}">`}</head><body>${heading}${PROSE}</body></html>`,
    { url: 'https://busposts.example/weihe' },
  ).title;

test.each([
  [
    'a kicker glued to the headline',
    'Electric buses: Weihe and Norda build | Bus Posts',
    '<h1><span>Electric buses</span><span>Weihe and Norda build</span></h1>',
    'Electric buses: Weihe and Norda build',
  ],
  [
    'a button in the heading',
    'Weihe and Norda build buses | Bus Posts',
    '<h1>Weihe and Norda build buses <button>Share</button></h1>',
    'Weihe and Norda build buses',
  ],
  [
    'a heading that is a button',
    'Weihe and Norda build buses | Bus Posts',
    '<h1><button>Weihe and Norda build buses</button></h1>',
    'Weihe and Norda build buses',
  ],
  [
    'words for voices alone',
    'Weihe and Norda build buses | Bus Posts',
    '<h1><span class="sr-only">Report:</span> Weihe and Norda build buses</h1>',
    'Weihe and Norda build buses',
  ],
  [
    'a title for search engines beside one for readers',
    'Weihe, Norda form bus venture-Busposts',
    '<h1>Weihe and Norda build buses in a common works</h1>',
    'Weihe and Norda build buses in a common works',
  ],
  [
    'a heading that says something else',
    'Weihe and Norda build buses | Bus Posts',
    '<h1>All the news of today on a page</h1>',
    'Weihe and Norda build buses',
  ],
  [
    'a declared title that is cut',
    'Weihe and Norda ...',
    '<h1>Weihe and Norda build buses and three kinds of vans in Hamburg</h1>',
    'Weihe and Norda build buses and three kinds of vans in Hamburg',
  ],
  [
    'a site that nothing names, with the headline in an h2',
    'Weihe and Norda build buses - Post of the Bay',
    '<h2>Weihe and Norda build buses</h2>',
    'Weihe and Norda build buses',
  ],
  [
    'sections of a Chinese site',
    '伟赫与诺达共建电动客车工厂_汽车频道_巴士网',
    '',
    '伟赫与诺达共建电动客车工厂',
  ],
  ['keywords of a Chinese site', '伟赫与诺达共建电动客车|诺达|伟赫_巴士网', '', '伟赫与诺达共建电动客车'],
])('%s', (_, declared, heading, expected) => {
  expect(title(declared, heading)).toBe(expected);
});

test.each([
  ['伟赫与诺达共建电动客车工厂-巴士之家', '巴士之家', '伟赫与诺达共建电动客车工厂'],
  ['ワイヘとノルダ、電気バスの新会社：日本バス新報', '日本バス新報', 'ワイヘとノルダ、電気バスの新会社'],
  ['伟赫-诺达合资公司成立', '巴士之家', '伟赫-诺达合资公司成立'],
  ['Weihe and Norda build buses - POST', 'Die Post', 'Weihe and Norda build buses'],
])('the name of the site: %s', (declared, site, expected) => {
  expect(title(declared, '', site)).toBe(expected);
});

test.each([
  ['Weihe | Norda: who builds the better bus?', '<h1>Weihe | Norda: who builds the better bus?</h1>'],
  ['Weihe - Norda - a venture in Hamburg', '<h2>Other news</h2>'],
])('%s stays', (declared, heading) => {
  expect(title(declared, heading)).toBe(declared);
});
