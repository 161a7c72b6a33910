/** The languages without capitals to mark names and, except for Korean, without spaces between words. */

const EASTERN = ['ja', 'ko', 'th', 'zh'] as const;

export type EasternLanguage = (typeof EASTERN)[number];

/** `language`: the two-letter code of an article's or a list's language. */
export function isEastern(language: string | null): language is EasternLanguage {
  return EASTERN.some((code) => code === language);
}
