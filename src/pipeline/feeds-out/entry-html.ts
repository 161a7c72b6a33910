/** The HTML that an entry shows: quotes with their source, ventures, and what the text is worth. */
import type { Partner } from '../../core/model.ts';
import { escapeText } from '../../feed/document/xml-node.ts';

/** Joins what is there. */
export const together = (...parts: readonly (string | null | false | undefined)[]): string =>
  parts.filter((part) => part).join('');

export const paragraph = (html: string): string => `<p>${html}</p>`;

export const list = (items: readonly string[]): string =>
  items.length === 0 ? '' : `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;

export const link = (url: string, text: string): string =>
  `<a href="${attribute(url)}">${escapeText(text)}</a>`;

/** In its own direction, whatever stands around it. */
export function quotation(text: string, url: string, language: string | null): string {
  const spoken = language === null ? '' : ` lang="${attribute(language)}"`;
  return `<blockquote cite="${attribute(url)}" dir="auto"${spoken}>${paragraph(escapeText(text))}</blockquote>`;
}

export const partnersHtml = (partners: readonly Pick<Partner, 'name' | 'country'>[]): string =>
  partners.map(({ name, country }) => escapeText(country ? `${name} (${country})` : name)).join(' + ');

function attribute(text: string): string {
  return escapeText(text).replaceAll('"', '&quot;');
}
