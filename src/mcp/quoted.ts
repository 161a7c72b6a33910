/** Quotes foreign text so that a model can tell it from our own words, and makes hidden characters in it visible. */

/**
 * Characters that a model reads and a person does not see: controls, direction overrides, invisible operators, and the
 * tags and variation selectors in which whole sentences have been hidden. Soft hyphens, joiners and marks of direction
 * stay: honest text is full of them.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e01ef}]/gu;

const LINE_ENDS = /\r\n|[\n\r\u2028\u2029]/;

/** Replaces every hidden character by a visible one. The length stays the same, so that offsets still hold. */
export function visible(text: string): string {
  return text.replace(HIDDEN, (hidden) => '\ufffd'.repeat(hidden.length));
}

export const visibleOrNull = (text: string | null): string | null => (text === null ? null : visible(text));

/** Cut to at most `length` UTF-16 units, the last of them an ellipsis where there was more. */
export function cut(text: string, length: number): string {
  return text.length <= length ? text : `${wholeCharacters(text, 0, length - 1)}…`;
}

/** The slice [from, to), one unit shorter where it would otherwise split a surrogate pair at its end. */
export function wholeCharacters(text: string, from: number, to: number): string {
  const end = /^[\ud800-\udbff][\udc00-\udfff]$/.test(text.slice(to - 1, to + 1)) ? to - 1 : to;
  return text.slice(from, end);
}

/** Puts `> ` before every line; nothing in the text can end the quotation. */
export function quoted(text: string): string {
  return text
    .split(LINE_ENDS)
    .map((line) => `> ${line}`)
    .join('\n');
}

/** Quotes the text on one line. It has to be the last thing on its line: everything after `> ` counts as quoted. */
export function quotedLine(text: string): string {
  return `> ${oneLine(text)}`;
}

/** Names of partners: `known` companies in our own words; others, as articles name them, on a `quoted` line of their own. */
export function partnersText(partners: readonly { readonly id: string | null; readonly name: string }[]): {
  readonly known: string;
  readonly quoted: readonly string[];
} {
  const joined = (some: typeof partners): string => some.map(({ name }) => name).join(' + ');
  const others = joined(partners.filter(({ id }) => id === null));
  return {
    known: joined(partners.filter(({ id }) => id !== null)),
    quoted: others === '' ? [] : [`  partners ${quotedLine(others)}`],
  };
}

export function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ');
}
