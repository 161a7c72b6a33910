/** Names that are also words of the trade, of the stock exchange, or the beginning of another's name: what they do not mean. */
import { inAnyLanguage } from '../../text/words/one-of.ts';
import SMART from '../data/smart-words.json' with { type: 'json' };
import type { Name } from './names.ts';

interface Meaning {
  /** How the word is written where it is no name; any way where not given. */
  readonly written?: RegExp;
  readonly before?: RegExp;
  readonly after?: RegExp;
}

/** By company: what the word means where one of these holds in full. */
const OTHER_MEANINGS: Readonly<Record<string, readonly Meaning[]>> = {
  // Other companies of the old house.
  'mitsubishi-motors': [
    {
      written: /^Mitsubishi$/,
      after:
        /^\s(?:Cable|Chemical|Corp|Electric|Estate|Fuso|Gas|Heavy|Logistics|Materials|Paper|Power|Rayon|Research|Shoji|Steel|UFJ)(?!\p{L})/u,
    },
  ],
  // New-energy vehicles.
  nevs: [{ written: /^NEVs$/ }],
  // "Automotive Seat Manufacturing", "EV Seat Demand", "Seat: Ningbo"
  seat: [
    { written: /^Seat$/, after: /^\s?:/u },
    { before: /(?:automotive|car|auto|vehicle|ev|driver['’]s|passenger|leather|child)\s$/iu },
    {
      after:
        /^\s(?:belts?|components?|covers?|demand|factory|frames?|makers?|manufactur\p{L}+|market|parts|suppliers?|systems?)(?!\p{L})/iu,
    },
  ],
  // Trams and buses, of another owner.
  skoda: [
    {
      after: /^\s(?:Electric|Group|Holding|JS|Machine|Pars|Power|Transportation|Transtech|Vagonka)(?!\p{L})/u,
    },
  ],
  // "a smart ride-hailing platform": the car has its brand's words, a verb or nothing behind it.
  smart: [
    {
      written: /^smart$/,
      after: new RegExp(String.raw`^\s(?!${inAnyLanguage(SMART.behindTheCar)}(?!\p{L}))\p{Ll}`, 'u'),
    },
    {
      written: /^Smart$/,
      after: new RegExp(String.raw`^[\s-]${inAnyLanguage(SMART.smartThings)}(?!\p{L})`, 'u'),
    },
  ],
};

/** "(TSX: MG)": what a share is called. */
const TICKER =
  /\((?:[A-Za-z]{2,10}:\s?[\w.]+[,;]\s?)?(?:AMEX|ASX|BSE|HKEX|HKG|HKSE|KRX|KS|LON|LSE|NASDAQ|NSE|NYSE|OTC\p{L}*|SEHK|SHA|SHE|SSE|SZSE|TSE|TSX(?:-V)?|XETRA)\s?:\s?$/iu;
/** Characters before a name that are looked at. */
const BEFORE = 40;

/** True where the words between two UTF-16 offsets of the text stand for something else than the company. */
export function meansElse({ company }: Name, text: string, start: number, end: number): boolean {
  if (company === null) return false;
  const before = text.slice(Math.max(0, start - BEFORE), start);
  if (TICKER.test(before)) return true;
  const meanings = OTHER_MEANINGS[company.id];
  if (meanings === undefined) return false;
  const written = text.slice(start, end);
  const after = text.slice(end, end + BEFORE);
  return meanings.some(
    (meaning) =>
      (meaning.written?.test(written) ?? true) &&
      (meaning.before?.test(before) ?? true) &&
      (meaning.after?.test(after) ?? true),
  );
}
