/**
 * The patterns around company names in Thai sentences, where neither capitals nor spaces mark a name. The weights were set on
 * the labelled articles in test/tags, as were those of eastern-patterns.ts.
 */
import { oneOf } from '../../text/words/one-of.ts';
import NAMES from '../data/eastern-names.json' with { type: 'json' };
import type { BesidePatterns, NamePattern } from './name-pattern.ts';

const LETTER = String.raw`[\u0e01-\u0e4eA-Za-z0-9&-]`;
/** Words that may follow a name after a space and belong to it: มอเตอร์, กรุ๊ป, เทคโนโลยี. */
const TRADE = oneOf(NAMES.companyEnds.th);
const MORE = String.raw`(?:\s(?:${TRADE})(?!\p{L}))*`;
/** As short as possible: it ends where the rest of a pattern (a small word, a verb, a space) matches. */
const NAME = `(${LETTER}{3,28}?${MORE})`;
const START = String.raw`(?<=^|[\s("“]|กับ|โดย|และ|ส่วน|ระหว่าง|บริษัท)`;
const VERB = oneOf(NAMES.deeds.th);
const WITH = '(?:กับ|และ|ร่วมกับ|จับมือ|ผนึก|ดึง)';
const SO_MUCH = String.raw`(?:หุ้น|สัดส่วน)?\s?(?:(?:อีก|ข้างมาก|ข้างน้อย|ร้อยละ|ราว|อยู่)\s?)?\d`;

export const THAI: readonly NamePattern[] = [
  {
    find: /บริษัท\s?([^()\n"“”]{3,48}?)\s?(?:\([^()]{2,24}\)\s?)?จำกัด/gu,
    sign: 'legal',
    weight: 1,
  },
  {
    find: /ตั้งบริษัท(?:ร่วมทุน|ใหม่)?\s?(?:ชื่อ\s?|ในชื่อ\s?)?([^()\n"“”]{3,48}?)\s?(?:\([^()]{2,24}\)\s?)?จำกัด/gu,
    sign: 'venture',
    weight: -3,
  },
  { find: new RegExp(String.raw`(?:บมจ|บจก|บจ)\.\s?${NAME}(?=\s|$)`, 'gu'), sign: 'legal', weight: 1 },
  // "จือโต้ว (Zhidou)"
  {
    find: new RegExp(String.raw`${START}${NAME}\s?\([A-Z][A-Za-z. &-]{2,40}\)`, 'gu'),
    sign: 'glossed',
    weight: 1,
  },
  {
    find: new RegExp(
      String.raw`${START}(?:บริษัท\s?)?${NAME}(?:\s\([^()]{2,24}\))?\s?(?:(?:จะ|ยัง)\s?)?(?:ถือ|ครอง|ลงเงิน|ใส่เงิน)${SO_MUCH}`,
      'gu',
    ),
    sign: 'share',
    weight: 1,
  },
  {
    find: new RegExp(
      String.raw`(?:ร่วมทุน|ร่วมมือ|จับมือ|ร่วม|เจรจา|หารือ|ลงนาม|สัญญา|ตั้งบริษัท)กับ(?:บริษัท\s?)?\s?${NAME}(?=\s|จาก|ของ|เพื่อ|ตั้ง|จัดตั้ง|$)`,
      'gu',
    ),
    sign: 'with',
    weight: 0.75,
  },
  {
    find: new RegExp(String.raw`ระหว่าง(?:บริษัท\s?)?\s?${NAME}\s?(?:และ|กับ)`, 'gu'),
    sign: 'with',
    weight: 0.75,
  },
  {
    find: new RegExp(String.raw`(?:เครือ|กลุ่ม|ค่าย)${NAME}(?=\s|กับ|และ|ที่|จะ|$)`, 'gu'),
    sign: 'form',
    weight: 0.75,
  },
  { find: new RegExp(String.raw`^${NAME}\s?(?=${VERB})`, 'gu'), sign: 'subject', weight: 0.6 },
  { find: new RegExp(String.raw`^${NAME}\s?${WITH}`, 'gu'), sign: 'subject', weight: 0.6 },
  {
    find: new RegExp(String.raw`${START}${NAME}\s(?:ผู้ผลิต|ผู้ให้บริการ|ผู้พัฒนา|ซึ่งเป็นผู้|บริษัทในเครือ|ในเครือ)`, 'gu'),
    sign: 'noun',
    weight: 0.8,
  },
  {
    find: new RegExp(String.raw`${START}${NAME}\s?(?:จาก|ของ)(?:ประเทศ)?จีน`, 'gu'),
    sign: 'national',
    weight: 0.6,
    chinese: true,
  },
];

export const THAI_BESIDE: BesidePatterns = {
  before: new RegExp(String.raw`(?:^|[\s(“"]|ระหว่าง|โดย|บริษัท)${NAME}\s?(?:${WITH}|-)\s?(?:บริษัท\s?)?$`, 'u'),
  after: new RegExp(String.raw`^\s?(?:${WITH}|-)\s?(?:บริษัท\s?)?${NAME}(?=\s|จาก|จะ|ถือ|ตั้ง|ร่วม|เพื่อ|$)`, 'u'),
  // "เซินเจิ้น ลี่หยวน เทคโนโลยี": it must end in a word of the trade.
  behindPlace: {
    name: new RegExp(String.raw`^\s(${LETTER}{2,20}(?:\s(?:${TRADE})(?!\p{L}))+)`, 'u'),
    country: 'จีน',
    weight: 1,
  },
  reach: 48,
};
