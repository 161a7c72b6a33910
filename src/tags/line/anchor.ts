/** Anchors: the mentions that may mean a venture, and the rules that find them. */
import type { Venture } from '../knowledge/knowledge.ts';
import type { Line, Place } from './line.ts';

/** The ledger's ventures of two partners, given by company id, in either order; empty for none. */
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
  /** The ledger's venture, where the anchor is its name; else null. */
  readonly venture: Venture | null;
}

/** Adds one anchor; `factor` scales the strength of its rule (1 by default). */
export type AddAnchor = (place: Place, rule: AnchorRule, venture?: Venture | null, factor?: number) => void;
