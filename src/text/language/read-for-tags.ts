/** The languages in which articles are tagged by their words: in any other, the lack of a tag means little. */
import { languageTag, mainLanguage } from './language.ts';

/** Those for which the rules have a vocabulary (`src/tags/data`); here so that lists and pages need not load it. */
export const READ_FOR_TAGS: readonly string[] =
  'ar cs de en es fr hu id it ja ko ms nl pl pt ro ru sv th tr vi zh'.split(' ');

/** A note for people, after a language's name; null where its words are read, or for an unknown language. */
export function notReadNote(language: string | null): string | null {
  const main = language === null ? null : mainLanguage(languageTag(language));
  if (main === null || main === 'und' || READ_FOR_TAGS.includes(main)) return null;
  return 'the words of this language are not read: only ventures that the ledger knows by name are found, or that English loans tell';
}
