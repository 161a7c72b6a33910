/**
 * The templates' own words: `html` escapes everything that is put into it, so stored text is text wherever it stands.
 * Nothing in src/web marks a string as safe by itself.
 */
import { html } from 'hono/html';

export { html };
export type Html = ReturnType<typeof html>;

/** Nothing, where a template has a place for something. */
export const NONE: Html = html``;

/** The parts that are there, with `separator` between them. */
export function joined(parts: readonly (Html | string | null | false | undefined)[], separator: Html): Html {
  const there = parts.filter((part) => part !== null && part !== undefined && part !== false && part !== '');
  return html`${there.map((part, index) => (index === 0 ? part : html`${separator}${part}`))}`;
}

/** An attribute, or nothing for null. `name` is one of ours. */
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
