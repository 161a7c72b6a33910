/** Whether a sentence is about a stake that changes: sold, bought, raised or reduced. */

import { inAnyLanguage } from '../../text/words/one-of.ts';
import WORDS from '../data/share-moves.json' with { type: 'json' };
import SHARES from '../data/share-words.json' with { type: 'json' };

const PERCENT = String.raw`(?:\s?(?:[%％]|${inAnyLanguage(SHARES.percent)}))`;
const NUMBER = String.raw`\d{1,3}(?:[.,]\d+)?`;
const FIGURE = `${NUMBER}${PERCENT}`;
// ร้อยละ 51, 51%
const THAI_FIGURE = String.raw`\s?(?:ร้อยละ\s?${NUMBER}|${FIGURE})`;
const FROM = inAnyLanguage(WORDS.from);
const FROM_TO_FIGURE = String.raw`${inAnyLanguage(WORDS.fromTo)}\s${FIGURE}`;

// "from 50 to 75 percent", which may be of sales or prices, but seldom is in a sentence on a venture.
const FROM_TO = new RegExp(
  [
    String.raw`(?<!\p{L})${FROM}\s${NUMBER}${PERCENT}?\s${FROM_TO_FIGURE}`,
    `[从從由]${NUMBER}[%％][^，。、]{0,6}[至到]${NUMBER}[%％]`,
    `${NUMBER}[%％]から${NUMBER}[%％]`,
    String.raw`${NUMBER}%에서\s?${NUMBER}%`,
    `จาก${THAI_FIGURE}[^,;]{0,12}(?:เป็น|เหลือ)${THAI_FIGURE}`,
  ].join('|'),
  'iu',
);

/** True for "from 50 to 75 percent". */
export const hasFromTo = (text: string): boolean => FROM_TO.test(text);

const SHARE = inAnyLanguage(WORDS.share);
const TO = inAnyLanguage(WORDS.to);
const TRADE = inAnyLanguage(WORDS.trade);
// A share sold must be one of a stake or venture: "sold 20 % more cars" moves none.
const OF = inAnyLanguage(WORDS.of);
const VENTURE = inAnyLanguage(WORDS.venture);
const OF_A_VENTURE = String.raw`${OF}\s(?:\S+\s){0,3}?(?:${SHARE}|${VENTURE})`;
const OWNERS_CHANGE = new RegExp(
  [
    // "raises its stake to 60 %", "reduces to 10 % its share"
    String.raw`(?<!\p{L})${SHARE}(?!\p{L})[^.;]{0,60}?(?<!\p{L})${TO}\s?${FIGURE}`,
    String.raw`(?<!\p{L})${TO}\s?${FIGURE}\s(?:\S+\s){0,3}?${SHARE}(?!\p{L})`,
    // "sold 20 % of its joint venture", "bought the remaining 10 % of the shares"
    String.raw`(?<!\p{L})${TRADE}\p{L}*\s[^.;]{0,50}?${FIGURE}\s(?:\S+\s)?(?:${OF_A_VENTURE}|${SHARE}(?!\p{L}))`,
    // "buys Honda's stake in their joint venture"
    String.raw`(?<!\p{L})${TRADE}\p{L}*\s(?:\S+\s){0,3}?${SHARE}\s${OF_A_VENTURE}`,
    `(?:持股|股[权權份比]|出資比率|持ち株比率|持分|지분)[^，。、；]{0,12}?(?:至|到|に|로|으로)\\s?${NUMBER}[%％]`,
    `${NUMBER}[%％](?:に(?:高め|引き上げ|引き下げ|下げ|増や|減ら)|로 (?:늘|줄|높|낮|확대|축소))`,
    `(?:收购|收購|转让|轉讓|出售|增持|减持|減持)[^，。；]{0,24}${NUMBER}[%％](?:的)?股[权權份]`,
    String.raw`yüzde\s${NUMBER}['’]?[ea]\s(?:çıkar|yükselt|indir|düşür)`,
    `(?:หุ้น|สัดส่วน)[^,;]{0,40}?(?:เป็น|เหลือ)${THAI_FIGURE}`,
    `(?:ขาย|ซื้อ|โอน)หุ้น[^,;]{0,24}?${THAI_FIGURE}`,
    String.raw`${FIGURE}\p{L}{0,4}\s(?:csökken|nőtt|emel|növel)`,
  ].join('|'),
  'iu',
);

/** True for "raised its stake to 75 percent", "sold 20 percent of the joint venture", "buys Honda's stake in their venture". */
export const changesOwners = (text: string): boolean => OWNERS_CHANGE.test(text);
