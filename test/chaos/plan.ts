/** The plan of a chaos run: which faults strike in which round, when, and for how long. The same seed gives the same plan. */
import { type Random, randomFrom } from '../newsroom/random.ts';

export interface FaultKind {
  readonly name: string;
  /** Milliseconds that it may last; each is as likely as the others. */
  readonly lasts: readonly number[];
}

export interface PlannedFault {
  readonly name: string;
  /** It strikes when the newsroom has had this many requests in the round. */
  readonly afterRequests: number;
  readonly lastsMs: number;
}

export interface Round {
  readonly number: number;
  /** Articles published before the work begins, and again while the fault lasts. */
  readonly articles: number;
  readonly during: number;
  /** One or two, which may overlap. */
  readonly faults: readonly PlannedFault[];
}

/** A second fault strikes in this share of the rounds. */
const TWO_FAULTS = 0.35;

/** Every kind strikes once before any strikes again. */
export function planRounds(seed: number, rounds: number, kinds: readonly FaultKind[]): Round[] {
  const random = randomFrom(seed);
  let deck: FaultKind[] = [];
  const draw = (): FaultKind => {
    if (deck.length === 0) deck = shuffled(kinds, random);
    return deck.pop() as FaultKind;
  };
  return Array.from({ length: rounds }, (_, at) => {
    const kind = draw();
    const others = kinds.filter(({ name }) => name !== kind.name);
    const second = others.length > 0 && random() < TWO_FAULTS ? [oneOf(others, random)] : [];
    const faults = [kind, ...second].map((each) => planned(each, oneOf(each.lasts, random), random));
    return { number: at + 1, articles: between(10, 30, random), during: between(0, 10, random), faults };
  });
}

/** Every kind strikes once, `together` of them in one round, each for the shortest of its times. */
export function planShort(seed: number, kinds: readonly FaultKind[], together: number): Round[] {
  const random = randomFrom(seed);
  const deck = shuffled(kinds, random);
  return Array.from({ length: Math.ceil(deck.length / together) }, (_, at) => ({
    number: at + 1,
    articles: between(8, 12, random),
    during: 2,
    faults: deck
      .slice(at * together, (at + 1) * together)
      .map((kind) => planned(kind, Math.min(...kind.lasts), random)),
  }));
}

function planned({ name }: FaultKind, lastsMs: number, random: Random): PlannedFault {
  return { name, afterRequests: between(1, 40, random), lastsMs };
}

const between = (low: number, high: number, random: Random): number =>
  low + Math.floor(random() * (high - low + 1));

const oneOf = <Item>(list: readonly Item[], random: Random): Item =>
  list[Math.floor(random() * list.length)] as Item;

function shuffled<Item>(list: readonly Item[], random: Random): Item[] {
  const cards = [...list];
  for (let at = cards.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1));
    [cards[at], cards[other]] = [cards[other] as Item, cards[at] as Item];
  }
  return cards;
}
