/** The languages that show no name by a capital letter and, but for Korean, no word by a blank. */

const EASTERN = ['ja', 'ko', 'th', 'zh'] as const;

export type EasternLanguage = (typeof EASTERN)[number];

/** `language`: the two-letter code of an article's or a list's language. */
export function isEastern(language: string | null): language is EasternLanguage {
  return EASTERN.some((code) => code === language);
}
