/** Company names that here mean something else: a word of the trade, a ticker symbol, the beginning of another company's name. */
import { inAnyLanguage } from '../../text/words/one-of.ts';
import SMART from '../data/smart-words.json' with { type: 'json' };
import type { Name } from './names.ts';

/** Patterns for the name as written and for the text before and after it; all that are given must match. */
interface Meaning {
  readonly written?: RegExp;
  readonly before?: RegExp;
  readonly after?: RegExp;
}

/** By company id: where one of these matches, the name does not mean the company. */
const OTHER_MEANINGS: Readonly<Record<string, readonly Meaning[]>> = {
  // Companies of the former Mitsubishi group.
  'mitsubishi-motors': [
    {
      written: /^Mitsubishi$/,
      after:
        /^\s(?:Cable|Chemical|Corp|Electric|Estate|Fuso|Gas|Heavy|Logistics|Materials|Paper|Power|Rayon|Research|Shoji|Steel|UFJ)(?!\p{L})/u,
    },
  ],
  // The plural of "new-energy vehicle".
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
  // Makers of trams and buses, which have another owner.
  skoda: [
    {
      after: /^\s(?:Electric|Group|Holding|JS|Machine|Pars|Power|Transportation|Transtech|Vagonka)(?!\p{L})/u,
    },
  ],
  // "a smart ride-hailing platform": the car is followed by a word of its brand, a verb or nothing.
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

/** Before a ticker symbol: "(TSX: MG)". */
const TICKER =
  /\((?:[A-Za-z]{2,10}:\s?[\w.]+[,;]\s?)?(?:AMEX|ASX|BSE|HKEX|HKG|HKSE|KRX|KS|LON|LSE|NASDAQ|NSE|NYSE|OTC\p{L}*|SEHK|SHA|SHE|SSE|SZSE|TSE|TSX(?:-V)?|XETRA)\s?:\s?$/iu;
/** UTF-16 units searched on either side of a name. */
const AROUND = 40;

/** True where the name at these UTF-16 offsets of the text means something other than the company. */
export function meansElse({ company }: Name, text: string, start: number, end: number): boolean {
  if (company === null) return false;
  const before = text.slice(Math.max(0, start - AROUND), start);
  if (TICKER.test(before)) return true;
  const meanings = OTHER_MEANINGS[company.id];
  if (meanings === undefined) return false;
  const written = text.slice(start, end);
  const after = text.slice(end, end + AROUND);
  return meanings.some(
    (meaning) =>
      (meaning.written?.test(written) ?? true) &&
      (meaning.before?.test(before) ?? true) &&
      (meaning.after?.test(after) ?? true),
  );
}
