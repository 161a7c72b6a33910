/** What is told of an article by its feed alone. */
import { expect, test } from 'vitest';
import { articleFromItem } from '../../src/article/from-item.ts';

test.each([
  [['Ana Ruiz, Tom Meyer'], 'en', ['Ana Ruiz', 'Tom Meyer']],
  [['By Ana Ruiz and Tom Meyer, Reuters'], 'en', ['Ana Ruiz', 'Tom Meyer']],
  [['张三、李四'], 'zh', ['张三', '李四']],
  [['Ana Ruiz, Senior Editor'], 'en', ['Ana Ruiz']],
  [['Reuters'], 'en', ['Reuters']],
  [['desk@example.com'], 'en', []],
  [[], null, []],
])('the authors %j are read like those of a page', (authors, language, expected) => {
  const item = { title: 'BYD', authors, publishedAt: null, summary: null, language };
  expect(articleFromItem('https://www.example.com/a', item).authors).toEqual(expected);
});
