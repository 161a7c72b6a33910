/** Words of Arabic are found with what is written together with them. */
import { expect, test } from 'vitest';
import { PhraseTable } from '../../src/text/words/phrases.ts';
import { tokenise } from '../../src/text/words/tokens.ts';

function found(words: readonly string[], text: string): string[] {
  const table = new PhraseTable<string>();
  for (const word of words) table.add(word, word);
  return table.find(text, tokenise(text)).map(({ start, end }) => text.slice(start, end));
}

test.each<[what: string, words: readonly string[], text: string, hits: readonly string[]]>([
  ['the article', ['شركة'], 'الشركة', ['شركة']],
  ['and', ['شركة'], 'وشركة', ['شركة']],
  ['and the', ['شركة'], 'والشركة', ['شركة']],
  ['with the, in one', ['شراكة'], 'بالشراكة', ['شراكة']],
  ['for the', ['سيارات'], 'وللسيارات', ['سيارات']],
  ['the future', ['تؤسس'], 'ستؤسس', ['تؤسس']],
  ['the article of each word', ['مشروع مشترك'], 'والمشروع المشترك', ['مشروع المشترك']],
  ['a name of short words', ['بي واي دي'], 'وبي واي دي', ['بي واي دي']],
  ['letters used one for the other', ['اتفاقية أولى'], 'اتفاقيه اولي', ['اتفاقيه اولي']],
  ['endings', ['مشروع*'], 'بمشروعهما', ['مشروعهما']],
  ['what begins like the article', ['إلغاء'], 'إلغاء', ['إلغاء']],
  ['a word that only begins like that', ['بطارية', 'وقعت'], 'وقعت بطارية', ['وقعت', 'بطارية']],
  ['another word', ['شركة'], 'مشاركة', []],
])('%s', (_, words, text, hits) => {
  expect(found(words, text)).toEqual(hits);
});
