/** In which languages articles are tagged by their words: in any other, silence means little. */
import { languageTag, mainLanguage } from './language.ts';

/** Those that the rules have a vocabulary of (`src/tags/data`); here so that lists and pages need not load it. */
export const READ_FOR_TAGS: readonly string[] =
  'ar cs de en es fr hu id it ja ko nl pl pt ro ru sv th tr vi zh'.split(' ');

/** For people, behind a language's name; null where its words are read, or where nobody knows the language. */
export function notReadNote(language: string | null): string | null {
  const main = language === null ? null : mainLanguage(languageTag(language));
  if (main === null || main === 'und' || READ_FOR_TAGS.includes(main)) return null;
  return 'the words of this language are not read: only ventures that the ledger knows by name are found, or that English loans tell';
}
