/** Reads the language that someone named: a code, a tag such as `pt-BR`, or an English name. */
import { UsageError } from '../core/errors.ts';
import { languageTag, mainLanguage } from '../text/language/language.ts';
import { languages } from './codes.ts';

/** A code or a tag; null when it names no language. */
export function languageNamed(written: string): string | null {
  const named = languages().idOf(written);
  if (named !== null) return named;
  const tag = languageTag(written);
  return tag !== null && languages().idOf(mainLanguage(tag) ?? '') !== null ? tag : null;
}

/** As languageNamed, but throws UsageError when it names none. */
export function knownLanguage(written: string): string {
  const named = languageNamed(written);
  if (named !== null) return named;
  const meant = languages().nearest(written);
  throw new UsageError(
    `there is no language "${written}"${meant === null ? '' : `; did you mean ${meant}?`}`,
  );
}
