/** Repairs of broken XML. */
import { expect, test } from 'vitest';
import { sanitiseXml } from '../../src/feed/document/sanitise.ts';

test.for([
  [
    'good XML stays as it is',
    '<rss><a b="c">d &amp; &#8217; &lt;</a><![CDATA[x & <y>]]></rss>',
    '<rss><a b="c">d &amp; &#8217; &lt;</a><![CDATA[x & <y>]]></rss>',
  ],
  ['a bare ampersand is escaped', '<rss>A & B&C?a=1&b=2</rss>', '<rss>A &amp; B&amp;C?a=1&amp;b=2</rss>'],
  ['an entity of HTML becomes its character', '<rss>a&nbsp;b&eacute;</rss>', '<rss>a\u00a0bé</rss>'],
  ['an unknown entity is kept as text', '<rss>&nosuch;</rss>', '<rss>&amp;nosuch;</rss>'],
  ['a reference to no character goes', '<rss>a&#0;&#xD800;&#x110000;b</rss>', '<rss>ab</rss>'],
  ['a control character goes', '<rss>a\u0000\u0008b\n</rss>', '<rss>ab\n</rss>'],
  ['a bare < is escaped', '<rss>5 < 6 <3</rss>', '<rss>5 &lt; 6 &lt;3</rss>'],
  [
    'comments, instructions and declarations go',
    '<rss><!-- a & <b> --><?php x ?><!ENTITY a "b">c</rss>',
    '<rss>c</rss>',
  ],
  ['an unclosed CDATA section is closed', '<rss><![CDATA[a', '<rss><![CDATA[a]]>'],
  ['an unclosed comment becomes text', '<rss><!-- a</rss>', '<rss>&lt;!-- a</rss>'],
  ['what follows the root goes', '<rss>a</rss>\nBye <b>', '<rss>a</rss>'],
  ['an end tag cut short is completed', '<rss>a</rss', '<rss>a</rss>'],
] as const)('%s', ([, broken, fixed]) => {
  expect(sanitiseXml(broken, 'rss').xml).toBe(fixed);
});

test('repairs are counted', () => {
  expect(sanitiseXml('<rss>& &x; < \u0001</rss>', 'rss').repairs).toEqual([
    '1 forbidden control character removed',
    '2 undefined entities or bare ampersands repaired',
    '1 bare < escaped',
  ]);
});
