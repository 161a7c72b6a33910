/** The tagger's reading of an article: its lines (the headline and the sentences), and what each of them mentions. */
import type { Company, Venture } from '../knowledge/knowledge.ts';
import type { WordClass } from './vocabulary.ts';

/** Where a mention stands. */
export interface Place {
  /** UTF-16 offsets in the field (not in the line). */
  readonly start: number;
  readonly end: number;
  /** Numbers of its first and last unit in the field, for distances. */
  readonly first: number;
  readonly last: number;
}

export interface CompanyAt extends Place {
  readonly company: Company;
  /** As written in the article, without its inflection. */
  readonly surface: string;
  /** True when it is part of a venture's name: the "SAIC" of "SAIC-GM". */
  readonly inVenture: boolean;
  /** True for a name that also means other things. */
  readonly ambiguous: boolean;
}

/** A mention of a company that the knowledge does not have; the article itself shows that it is one. */
export interface UnlistedAt extends Place {
  /** What the article calls the company, mostly in the longest form that it uses; the mention itself may be a short form. */
  readonly name: string;
  readonly chinese: boolean;
  /** True when the article states the share that it holds in something. */
  readonly holds: boolean;
}

export interface VentureAt extends Place {
  readonly venture: Venture;
  readonly surface: string;
  readonly ambiguous: boolean;
}

/** The words of the vocabulary in a line, by class, in order; undefined for a class that the line has no word of. */
export type Words = Readonly<Record<WordClass, readonly Place[] | undefined>>;

export interface Line {
  /** Its position in `Reading.lines`. */
  readonly index: number;
  readonly field: 'title' | 'text';
  /** UTF-16 offsets in the field. */
  readonly start: number;
  readonly end: number;
  /** -1 for the headline. */
  readonly paragraph: number;
  readonly text: string;
  /** Companies that may be a side of a venture. */
  readonly companies: readonly CompanyAt[];
  /** Companies mentioned only as rivals, customers, suppliers and the like. */
  readonly bystanders: readonly CompanyAt[];
  readonly ventures: readonly VentureAt[];
  readonly unlisted: readonly UnlistedAt[];
  /** The venture that builds the electric model named here; null where no such model is. */
  readonly modelOf: Venture | null;
  /** The name of a venture that is known to have no Chinese side; null for none. */
  readonly foreign: Place | null;
  /** All classes are present, so that V8 sees objects of one shape: these lookups are most of the tagger's work. */
  readonly words: Words;
}

export interface Topic {
  /** Lines about electric cars; one more where several are about batteries or charging. */
  readonly electric: number;
  /** Lines only about combustion engines or hydrogen. */
  readonly other: number;
  /** Index of the last line about electric cars; -1 for none. */
  readonly lastElectric: number;
}

export interface Reading {
  readonly lines: readonly Line[];
  readonly language: string | null;
  /** True for Chinese, Japanese, Korean and Thai, whose units are characters: distances are longer there. */
  readonly eastern: boolean;
  /** Year of publication; null when the input does not give it. */
  readonly year: number | null;
  /** Month of publication, YYYY-MM; null when the input does not give it. */
  readonly month: string | null;
  /** True when the article names a company that makes nothing but electric cars or their batteries. */
  readonly electricMaker: boolean;
  readonly topic: Topic;
}
