/** Finds in a `.env` what was probably meant as a setting and sets nothing. */

/** A value in quotes may go over several lines, which are none of their own. */
const QUOTED = /=[ \t]*(["'`])[\s\S]*?\1/g;
const NAME = /^\s*(?:export\s+)?[A-Za-z_][\w.-]*\s*=/;

/** Numbers of the lines, from 1, that are neither NAME=value nor empty nor a comment. */
export function linesWithoutName(text: string): number[] {
  const plain = text.replace(QUOTED, (value) => `=${value.replace(/[^\n]/g, '').replaceAll('\n', '\n#')}`);
  return plain.split('\n').flatMap((line, at) => {
    const said = line.trim();
    return said === '' || said.startsWith('#') || NAME.test(line) ? [] : [at + 1];
  });
}

/** As it is compared: `redisurl` and `REDIS-URL` are REDIS_URL to whoever wrote them. */
const letters = (name: string): string => name.toUpperCase().replace(/[^A-Z0-9]/g, '');

/**
 * For each of the names that is no setting but is near one, or begins as ours do, the one that is meant; null where that is not
 * clear. `nearest` finds one of several words.
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
