/**
 * Parts a Thai paragraph into sentences. Thai has no full stop: a space stands between sentences, but also around names,
 * numbers and between clauses, so only a space tells an end behind which a new matter begins.
 */
import type { Span } from './sentences.ts';

const THAI = /[\u0e01-\u0e4e]/;

/** Words that begin a sentence, and hardly any clause. */
const OPENERS =
  'กระนั้น|ก่อนหน้านี้|ก่อนหน้านั้น|ขณะเดียวกัน|ขณะที่|ดังนั้น|ด้าน|ต่อมา|ทางด้าน|ทั้งนี้|นอกจากนั้น|นอกจากนี้|นอกเหนือจาก|นาย|นางสาว|นาง|ปัจจุบัน|พร้อมกันนี้|ล่าสุด|สำหรับ|ส่วน(?!ใหญ่|น้อย|ข้าง|อีก)|อนึ่ง|อย่างไรก็ดี|อย่างไรก็ตาม|เมื่อเร็ว|แต่อย่างไรก็ตาม|โครงการ(?:ดังกล่าว|นี้)|บริษัท(?:ดังกล่าว|ใหม่|ร่วมทุน(?:นี้|แห่งนี้|ดังกล่าว|ใหม่|แห่งใหม่))|กิจการร่วมค้า(?:นี้|แห่งนี้|ดังกล่าว)|โรงงาน(?:ดังกล่าว|นี้|แห่งนี้|แห่งใหม่)|ทั้งสอง(?:ฝ่าย|บริษัท)|ทั้ง 2 (?:ฝ่าย|บริษัท)|ก่อนหน้า';
const OPENED = new RegExp(String.raw`(?<=[\u0e01-\u0e4e\d)%”"’'\]])[^\S\n]+(?=["“]?(?:${OPENERS}))`, 'gu');

/** In a stretch that is so long already any space between two clauses ends it. */
const LONG = 180;
/** What a clause of the same sentence begins with. */
const GOES_ON =
  'กับ|กว่า|ก็|ของ|คือ|จาก|จำกัด|จึง|ซึ่ง|ณ|ด้วย|ตลอดจน|ตั้งแต่|ตาม|ต่อ|ถึง|ที่|ทั้ง|นับ|น\\.|บาท|พร้อม|พันล้าน|มหาชน|มา|มี|ยัง|รวม|รวมถึง|ระหว่าง|ราย|ร่วม|ล้าน|หรือ|หลัง|หาก|อันเป็น|อีก|เช่น|เนื่องจาก|เป็น|เพราะ|เพื่อ|เมื่อ|เหลือ|แก่|แต่|และ|แห่ง|โดย|ใน|ให้|ได้แก่|ไป|ไม่|คิดเป็น|สัดส่วน|ร้อยละ|คัน|ปี|เดือน|วันที่';
const CLAUSE = new RegExp(
  String.raw`(?<=[\u0e01-\u0e4e][)”"’']?)[^\S\n]+(?=["“]?(?!${GOES_ON})[\u0e01-\u0e4e]{6})`,
  'gu',
);

/** True for a text that has to be parted so. On a text of Latin letters the engine answers this without reading it. */
export function hasThai(text: string): boolean {
  return THAI.test(text);
}

/** The sentences of a stretch without stops and line breaks, each without the white space at its ends. Linear. */
export function thaiSentences(text: string, span: Span): Span[] {
  const whole = text.slice(span.start, span.end);
  const found: Span[] = [];
  let start = 0;
  const close = (end: number, next: number): void => {
    found.push({ start: span.start + start, end: span.start + end });
    start = next;
  };
  const gaps = [...whole.matchAll(OPENED), ...whole.matchAll(CLAUSE)].sort((a, b) => a.index - b.index);
  const opened = new Set([...whole.matchAll(OPENED)].map(({ index }) => index));
  for (const { index, 0: gap } of gaps)
    if (index > start && (opened.has(index) || index - start >= LONG)) close(index, index + gap.length);
  close(whole.length, whole.length);
  return found;
}
