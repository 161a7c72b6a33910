/** Marks what others wrote as quoted, so that a model can tell it from what we say, and shows what hides in it. */

/**
 * Characters that a model reads and a person does not see: controls, direction overrides, invisible operators, and the
 * tags and variation selectors in which whole sentences have been hidden. Soft hyphens, joiners and marks of direction
 * stay: honest text is full of them.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e01ef}]/gu;

const LINE_ENDS = /\r\n|[\n\r\u2028\u2029]/;

/** The same text, as long as before so that offsets hold, with a visible character in place of every hidden one. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (hidden) => '\ufffd'.repeat(hidden.length));
}

export const visibleOrNull = (text: string | null): string | null => (text === null ? null : visible(text));

/** The first `length` characters at most, with an ellipsis where there were more. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${wholeCharacters(text, 0, length - 1)}…`;
}

/** [from, to) without the half of a surrogate pair at its end; half a pair that stands alone is whole. */
export function wholeCharacters(text: string, from: number, to: number): string {
  const end = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(to - 1, to + 1)) ? to - 1 : to;
  return text.slice(from, end);
}

/** Every line behind a `> `, which nothing in the text can undo. */
export function quoted(text: string): string {
  return text
    .split(LINE_ENDS)
    .map((line) => `> ${line}`)
    .join('\n');
}

/** The same on one line, whose rest is then all theirs. */
export function quotedLine(text: string): string {
  return `> ${oneLine(text)}`;
}

/** Names of companies: those that the ledger has, and on a line of their own those that are only as articles have them. */
export function partnersText(partners: readonly { readonly id: string | null; readonly name: string }[]): {
  readonly known: string;
  readonly told: readonly string[];
} {
  const joined = (some: typeof partners): string => some.map(({ name }) => name).join(' + ');
  const others = joined(partners.filter(({ id }) => id === null));
  return {
    known: joined(partners.filter(({ id }) => id !== null)),
    told: others === '' ? [] : [`  partners ${quotedLine(others)}`],
  };
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
