/** Finds what in a `.env` was probably meant as a setting but has no effect. */

/** A quoted value may span several lines, which are no settings of their own. */
const QUOTED = /=[ \t]*(["'`])[\s\S]*?\1/g;
const NAME = /^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*=/;

/** Numbers of the lines, from 1, that are neither NAME=value nor empty nor a comment. */
export function linesWithoutName(text: string): number[] {
  const plain = text.replace(QUOTED, (value) => `=${value.replace(/[^\n]/g, '').replaceAll('\n', '\n#')}`);
  return plain.split('\n').flatMap((line, at) => {
    const content = line.trim();
    return content === '' || content.startsWith('#') || NAME.test(line) ? [] : [at + 1];
  });
}

/** The form in which names are compared: `redisurl` and `REDIS-URL` are REDIS_URL to whoever wrote them. */
const letters = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, '');

/**
 * The setting that is meant by each name that is none but is similar to one or has our prefix; `meant` is null where that is
 * not clear. `nearest` finds the most similar of several words, or null.
 */
export function mistakenNames(
  names: readonly string[],
  settings: readonly string[],
  nearest: (typed: string, known: readonly string[]) => string | null,
): { readonly name: string; readonly meant: string | null }[] {
  const known = new Map(settings.map((setting) => [letters(setting), setting]));
  return names.flatMap((name) => {
    if (settings.includes(name)) return [];
    const near = nearest(letters(name), [...known.keys()]);
    if (near === null && !/^jvwire_/i.test(name)) return [];
    return [{ name, meant: near === null ? null : (known.get(near) ?? null) }];
  });
}
