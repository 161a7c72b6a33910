/** A place of the text that may mean a venture, and what finding one takes. */
import type { Venture } from '../knowledge/knowledge.ts';
import type { Line, Place } from './line.ts';

/** Finds the ledger's ventures of two partners, given by company id. */
export type PairLookup = (a: string, b: string) => readonly Venture[];

export type AnchorRule =
  | 'named-venture'
  | 'venture-word'
  | 'venture-noun'
  | 'joint-company'
  | 'set-up-company'
  | 'set-up-together'
  | 'equal-shares'
  | 'split-shares'
  | 'co-owned'
  | 'known-partners'
  | 'owners-told';

export interface Anchor extends Place {
  readonly line: Line;
  readonly rule: AnchorRule;
  /** 0..1: how surely these words mean a venture. */
  readonly strength: number;
  readonly venture: Venture | null;
}

/** Adds one anchor; `factor` scales the strength of its rule. */
export type AddAnchor = (place: Place, rule: AnchorRule, venture?: Venture | null, factor?: number) => void;
