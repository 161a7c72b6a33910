/** Seeded prose about the car industry: the same seed and number give the same article, and no two articles are alike. */
import sentences from './content/sentences.json' with { type: 'json' };
import { type Random, randomFrom } from './random.ts';

export interface Prose {
  readonly title: string;
  readonly paragraphs: readonly string[];
  /** One of its sentences speaks of a Chinese EV joint venture. */
  readonly venture: boolean;
}

/** One article in this many speaks of a venture: about what a general motoring feed carries. */
const VENTURE_EVERY = 6;

function pick(random: Random, list: readonly string[]): string {
  return list[Math.floor(random() * list.length)] ?? '';
}

/** Article `number` of the series `seed`: a headline and five to nine paragraphs, 200 to 400 words. */
export function prose(seed: number, number: number): Prose {
  const random = randomFrom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b));
  const venture = number % VENTURE_EVERY === 0;
  const cast: Record<string, () => string> = {
    place: () => pick(random, sentences.places),
    thing: () => pick(random, sentences.things),
    firm: () => pick(random, sentences.firms),
    person: () => pick(random, sentences.people),
    venture: () => chosen,
    number: () => String(20 + Math.floor(random() * 900)),
    day: () => String(4 + Math.floor(random() * 17)),
  };
  const chosen = pick(random, sentences.ventures);
  const fill = (pattern: string): string =>
    pattern.replace(/\{(\w+)\}/g, (_, key: string) => cast[key]?.() ?? '');
  const paragraphs = Array.from({ length: 5 + Math.floor(random() * 5) }, () =>
    Array.from({ length: 2 + Math.floor(random() * 2) }, () => fill(pick(random, sentences.plain))).join(' '),
  );
  if (venture) paragraphs.splice(1, 0, fill(pick(random, sentences.venture)));
  const inTitle = venture && random() < 0.5;
  const title = fill(pick(random, inTitle ? sentences.titlesVenture : sentences.titles));
  // The number keeps headlines apart where chance repeats one.
  return { title: `${title} (${number + 1})`, paragraphs, venture };
}
