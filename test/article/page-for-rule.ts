/** Pages of our own that have the structure a site's rule describes: an element for each of its selectors. */
import type { SiteRule } from '../../src/article/site-rules.ts';

export interface RulePage {
  readonly html: string;
  readonly url: string;
  readonly text: string;
}

export const RULE_TITLE = 'Weihe and Norda open their bus plant in Lodz';
export const RULE_AUTHOR = 'Ann Example';
export const RULE_INSTANT = '2026-03-02T01:30:00.000Z';

const PROSE = [
  'Weihe and Norda opened the plant that they have built together on Monday, nine months later than they had planned.',
  'The first line makes forty city buses a week; a second one for coaches is to follow once the paint shop is ready.',
  'Each partner holds half of the company, and the seat of the chair goes from one to the other every second year.',
  'Batteries come by rail from a town on the border, since the partners could not agree on a supplier nearer by.',
];
/** Longer than the text, so that a reader which goes by length alone takes it. */
const STORIES = Array.from(
  { length: 9 },
  (_, day) =>
    `On day ${day + 1} of the fair in Porto, a maker of trams showed a model of a carriage, and said that it would be sold abroad before the end of the year, though it gave no price and named no buyer for it.`,
);
const JUNK =
  'Take a look at our letter, which tells you every week what we wrote and what we left out of it.';

const paragraphs = (texts: readonly string[]): string => texts.map((text) => `<p>${text}</p>`).join('\n');

/** One page for the first alternatives of all parts, one for the second ones, and so on. */
export function pagesForRule(rule: SiteRule): RulePage[] {
  const bodies = [
    ...(rule.parts ?? []).map((selector) => pieces(rule, selector)),
    ...(rule.body ?? []).map((selector) => whole(rule, selector)),
  ];
  const parts = [bodies, rule.title ?? [], rule.author ?? [], rule.date ?? []];
  const count = Math.max(1, ...parts.map((part) => part.length));
  return Array.from({ length: count }, (_, turn) => {
    const turnOf = <T>(part: readonly T[] | undefined): T | undefined => part?.[turn] ?? part?.at(-1);
    const element = (selector: string | undefined, content: string): string =>
      selector === undefined ? '' : elementFor(selector, content);
    const written = rule.timeZone === undefined ? '2026-03-02T09:30:00+08:00' : '2026-03-02 09:30';
    const html = `<html lang="en"><head><meta property="og:type" content="article">
<meta property="og:title" content="${rule.title === undefined ? RULE_TITLE : 'The front page'}"></head><body>
${element(turnOf(rule.title), RULE_TITLE)}${element(turnOf(rule.author), RULE_AUTHOR)}${element(turnOf(rule.date), written)}
${turnOf(bodies) ?? paragraphs(PROSE)}
<div>${paragraphs(STORIES)}</div></body></html>`;
    const url = `https://www.${rule.hosts[turn % rule.hosts.length]}${rule.path ?? '/news/'}1234567`;
    return { html, url, text: PROSE.join('\n\n') };
  });
}

function junkOf(rule: SiteRule): string {
  return (rule.junk ?? [])
    .flatMap(alternatives)
    .map((one) => elementFor(one, JUNK))
    .join('\n');
}

function whole(rule: SiteRule, selector: string): string {
  const [first = '', ...rest] = PROSE;
  return elementFor(selector, `${paragraphs([first])}${junkOf(rule)}${paragraphs(rest)}`);
}

function pieces(rule: SiteRule, selector: string): string {
  const [one = ''] = alternatives(selector);
  const found = PROSE.map((text) => elementFor(one, paragraphs([text])));
  return `<div>${found.join(`<div><p>${JUNK}</p></div>`)}${junkOf(rule)}</div>`;
}

/** An element that the selector matches, around the content. Knows the forms that the rules use. */
export function elementFor(selector: string, content: string): string {
  const steps = split(selector, /\s*>\s*|\s+/);
  return steps.reduceRight((inside, step) => compound(step, inside), content);
}

function compound(step: string, content: string): string {
  let [name, id, inside] = ['div', '', content];
  const classes: string[] = [];
  const attributes: string[] = [];
  let rest = step;
  while (rest !== '') {
    const [all, tag, hash, cls, attribute, value, pseudo, argument = ''] =
      /^(?:([a-z][\w-]*)|#([\w-]+)|\.([\w-]+)|\[([\w-]+)[\^$*]?="([^"]*)"\]|:(has|not|contains)\(((?:"[^"]*"|\([^)]*\)|[^()])*)\))/.exec(
        rest,
      ) ?? [];
    if (all === undefined) throw new Error(`${step}: a form of selector that these pages do not know`);
    rest = rest.slice(all.length);
    if (tag !== undefined) name = tag;
    if (hash !== undefined) id = hash;
    if (cls !== undefined) classes.push(cls);
    if (attribute === 'class' && value !== undefined) classes.push(value);
    else if (attribute !== undefined) attributes.push(` ${attribute}="${value}"`);
    if (pseudo === 'contains') inside = `${argument.slice(1, -1)} ${inside}`;
    if (pseudo === 'has') inside = `${elementFor(argument.replace(/^>\s*/, ''), '')}${inside}`;
  }
  if (id !== '') attributes.push(` id="${id}"`);
  if (classes.length > 0) attributes.push(` class="${classes.join(' ')}"`);
  return `<${name}${attributes.join('')}>${inside}</${name}>`;
}

const alternatives = (selector: string): string[] => split(selector, /\s*,\s*/);

/** Splits at what stands outside of brackets and quotes. */
function split(selector: string, at: RegExp): string[] {
  const kept: string[] = [];
  const hidden = selector.replace(/"[^"]*"|\[[^\]]*\]|\((?:[^()]|\([^()]*\))*\)/g, (text) => {
    kept.push(text);
    return `\u0000${kept.length - 1}\u0001`;
  });
  const back = (text: string): string =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the marks of this function's own
    text.replace(/\u0000(\d+)\u0001/g, (_, place) => back(kept[Number(place)] ?? ''));
  return hidden.split(at).map(back);
}
