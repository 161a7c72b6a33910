/** What a line of an article is to the tagger: where it stands and what it mentions. */
import type { Company, Venture } from '../knowledge/knowledge.ts';
import type { WordClass } from './vocabulary.ts';

/** A place in a line: UTF-16 offsets in the field, and unit numbers for distances. */
export interface Place {
  readonly start: number;
  readonly end: number;
  readonly first: number;
  readonly last: number;
}

export interface CompanyAt extends Place {
  readonly company: Company;
  /** As written in the article. */
  readonly surface: string;
  /** Part of the name of a venture that the text names. */
  readonly inVenture: boolean;
  /** A name that means other things too. */
  readonly ambiguous: boolean;
}

/** A company that the built-in list does not have. */
export interface UnlistedAt extends Place {
  /** The longest form in which the article has it. */
  readonly name: string;
  readonly chinese: boolean;
  /** The article states its share of something. */
  readonly holds: boolean;
}

export interface VentureAt extends Place {
  readonly venture: Venture;
  readonly surface: string;
  readonly ambiguous: boolean;
}

export type Words = Readonly<Record<WordClass, readonly Place[] | undefined>>;

export interface Line {
  readonly index: number;
  readonly field: 'title' | 'text';
  readonly start: number;
  readonly end: number;
  readonly paragraph: number;
  readonly text: string;
  /** Those that may be a side of a venture. */
  readonly companies: readonly CompanyAt[];
  /** Told as rivals, customers, suppliers or guests. */
  readonly bystanders: readonly CompanyAt[];
  readonly ventures: readonly VentureAt[];
  readonly unlisted: readonly UnlistedAt[];
  /** The venture that builds an electric model named here. */
  readonly modelOf: Venture | null;
  /** Where a venture without a Chinese side is named. */
  readonly foreign: Place | null;
  /** Every class is there, so that all lines have one shape: lookups are most of the tagger's work. */
  readonly words: Words;
}

/** How many lines speak of electric cars, how many only of other engines, and which of the former is the last (-1: none). */
export interface Topic {
  readonly electric: number;
  readonly other: number;
  readonly lastElectric: number;
}

export interface Reading {
  readonly lines: readonly Line[];
  readonly language: string | null;
  /** True where units are characters, so that distances are longer. */
  readonly eastern: boolean;
  /** Year of publication, when the input tells it. */
  readonly year: number | null;
  /** Month of publication, YYYY-MM. */
  readonly month: string | null;
  /** A company that makes nothing else is named somewhere. */
  readonly electricMaker: boolean;
  readonly topic: Topic;
}
