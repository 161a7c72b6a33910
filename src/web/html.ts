/**
 * What templates are written with: `html` escapes every value that is put into it. Nothing in src/web marks a string as
 * safe, so stored text can never become markup.
 */
import { html } from 'hono/html';

export { html };
export type Html = ReturnType<typeof html>;

/** The empty template, for parts that are left out. */
export const NONE: Html = html``;

/** The parts that are not empty, with `separator` between them. */
export function joined(parts: readonly (Html | string | null | false | undefined)[], separator: Html): Html {
  const present = parts.filter(
    (part) => part !== null && part !== undefined && part !== false && part !== '',
  );
  return html`${present.map((part, index) => (index === 0 ? part : html`${separator}${part}`))}`;
}

/** An attribute with a space before it; nothing for null. Only values are escaped, so the names are a fixed set. */
export function attribute(name: 'lang' | 'id' | 'aria-current' | 'value', value: string | null): Html {
  if (value === null) return NONE;
  switch (name) {
    case 'lang':
      return html` lang="${value}"`;
    case 'id':
      return html` id="${value}"`;
    case 'aria-current':
      return html` aria-current="${value}"`;
    case 'value':
      return html` value="${value}"`;
  }
}
