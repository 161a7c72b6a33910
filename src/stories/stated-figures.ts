/** The stakes and sums that sources state of one venture, side by side; they are never averaged or chosen between. */
import CURRENCIES from '../text/words/currencies.json' with { type: 'json' };
import { figuresIn, restOf } from './figures.ts';

export interface StatedFigure {
  readonly what: 'stake' | 'amount';
  readonly stated: string;
  readonly article: string;
  readonly language: string | null;
}

export interface ComparedFigure {
  readonly what: 'stake' | 'amount';
  /** Of amounts: ISO 4217, or null when none is named. Sums in different currencies do not contradict each other. */
  readonly currency: string | null;
  /** One value each, as first stated, with the articles that give it, in the order given. */
  readonly values: readonly { readonly stated: string; readonly articles: readonly string[] }[];
  readonly differs: boolean;
}

const EQUAL = /50\s?[:/-]\s?50|50\s?[대対比]\s?50|fifty[- ]fifty/iu;
/** The longest form first: HK$ before $. */
const FORMS = CURRENCIES.flatMap(({ code, forms }) =>
  forms.map((form) => ({ code, pattern: new RegExp(bounded(form), 'iu'), length: form.length })),
).sort((a, b) => b.length - a.length || (a.code < b.code ? -1 : 1));

function bounded(form: string): string {
  const escaped = form.replace(/[$.]/g, '\\$&');
  const before = /^[A-Za-z]/.test(form) ? '(?<![A-Za-z])' : '';
  return `${before}${escaped}${/[a-z]$/i.test(form) ? '(?![a-z])' : ''}`;
}

/** Groups equal values; stakes first, then amounts by currency. Stakes that add up to 100 % are one value: 45 % and 55 %. */
export function compareFigures(stated: readonly StatedFigure[]): ComparedFigure[] {
  const groups = new Map<
    string,
    { figure: StatedFigure; currency: string | null; values: Map<string, string[]> }
  >();
  const wordings = new Map<string, string>();
  for (const figure of stated) {
    const currency = figure.what === 'amount' ? currencyOf(figure.stated) : null;
    const name = `${figure.what} ${currency ?? ''}`;
    const group = groups.get(name) ?? { figure, currency, values: new Map<string, string[]>() };
    groups.set(name, group);
    const read = readValue(figure);
    const value = [...group.values.keys()].find((known) => isSame(known, read)) ?? read;
    const wording = `${name} ${value}`;
    if (!wordings.has(wording)) wordings.set(wording, figure.stated);
    const articles = group.values.get(value) ?? [];
    if (!articles.includes(figure.article)) articles.push(figure.article);
    group.values.set(value, articles);
  }
  return [...groups]
    .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1))
    .map(([name, { figure, currency, values }]) => ({
      what: figure.what,
      currency,
      values: [...values].map(([value, articles]) => ({
        stated: wordings.get(`${name} ${value}`) ?? value,
        articles,
      })),
      differs: values.size > 1,
    }));
}

/** Equal, or shares that add up to 100 %; tried both ways, as the complement of one may lose digits by rounding. */
const isSame = (a: string, b: string): boolean => a === b || restOf(a) === b || restOf(b) === a;

const rank = (name: string): number => (name.startsWith('stake') ? 0 : 1);

export function currencyOf(stated: string): string | null {
  return FORMS.find(({ pattern }) => pattern.test(stated))?.code ?? null;
}

/** The key of the figure, at three significant digits; the text itself if no figure can be read. */
function readValue({ what, stated, language }: StatedFigure): string {
  if (what === 'stake' && EQUAL.test(stated)) return '%50';
  return figuresIn(stated, language)[0]?.key ?? stated;
}
