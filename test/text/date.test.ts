import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DateHints, parseDate, parseDateIn, plausibleDate } from '../../src/text/date/date.ts';

const AT_2_30 = '2025-01-06T14:30:00.000Z';
const MIDNIGHT = '2025-01-06T00:00:00.000Z';

type Row = [text: string, instant: string | null, hints?: DateHints];

function check(rows: Row[]): void {
  it.each(rows)('%s', (text, instant, hints) => {
    expect(parseDate(text, hints)?.instant ?? null).toBe(instant);
  });
}

describe('Thai dates', () => {
  check([
    ['6 มกราคม พ.ศ. 2568 เวลา 14.30 น.', AT_2_30],
    ['วันจันทร์ที่ 6 ม.ค. 2568 14:30 น.', AT_2_30],
    ['เผยแพร่ 6 ม.ค. 68 21.30 น.', AT_2_30, { timeZone: 'Asia/Bangkok' }],
    ['6 มี.ค. 2568', '2025-03-06T00:00:00.000Z'],
    ['๖ มกราคม ๒๕๖๘', MIDNIGHT],
    ['6 ม.ค. 2025', MIDNIGHT],
    ['6 ม.ค. 25', MIDNIGHT],
    ['6/1/2568', MIDNIGHT, { language: 'th' }],
    ['6/1/2568', null],
    ['31 ก.พ. 2568', null],
  ]);
});

describe('Vietnamese dates', () => {
  check([
    ['Thứ hai, ngày 6 tháng 1 năm 2025, 14:30', AT_2_30],
    ['06 tháng 1, 2025', MIDNIGHT],
    ['6 Tháng 1 2025 21:30 (GMT+7)', AT_2_30],
    ['31 tháng 2 năm 2025', null],
  ]);
});

describe('Malay dates', () => {
  check([
    ['Isnin, 6 Januari 2025 @ 2:30 PETANG', AT_2_30],
    ['6 Jan 2025, 10.30 malam', AT_2_30, { timeZone: 'Asia/Kuala_Lumpur' }],
    ['6 Januari 2025 9 pagi', '2025-01-06T09:00:00.000Z'],
    ['6 Januari 2025 12.30 tengah hari', '2025-01-06T12:30:00.000Z'],
    ['6 Januari 2025 12:15 malam', '2025-01-06T00:15:00.000Z'],
    ['6 Januari 2025 12:15 pagi', '2025-01-06T00:15:00.000Z'],
    ['6 Mac 2025', '2025-03-06T00:00:00.000Z'],
    ['6 Julai 2025', '2025-07-06T00:00:00.000Z'],
    ['31 Ogos 2025', '2025-08-31T00:00:00.000Z'],
    ['6 Disember 2025', '2025-12-06T00:00:00.000Z'],
    ['31 Jun 2025', null],
  ]);
});

describe('a time with a full stop behind the day', () => {
  check([
    ['06.01.2025 - 14.30 Uhr', AT_2_30],
    ['06.01.2025. 14.30', AT_2_30],
    ['06/01/2025 - 14.30', AT_2_30],
    ['Jan 6, 2025 - 14.30', AT_2_30],
    ['14.30 - 2025-01-06', AT_2_30],
    ['2025. 1. 6. 14.30', AT_2_30],
  ]);
});

describe('ISO 8601 and W3C-DTF', () => {
  check([
    ['2025-01-06T14:30:00Z', AT_2_30],
    ['2025-01-06T14:30:00.123Z', '2025-01-06T14:30:00.123Z'],
    ['2025-01-06T14:30:00.123456789Z', '2025-01-06T14:30:00.123Z'],
    ['2025-01-06T14:30:00.9999Z', '2025-01-06T14:30:00.999Z'],
    ['2025-01-06T14:30:00,5Z', '2025-01-06T14:30:00.500Z'],
    ['2025-01-06T22:30:00+08:00', AT_2_30],
    ['2025-01-06T22:30:00+0800', AT_2_30],
    ['2025-01-06T22:30:00 +0800', AT_2_30],
    ['2025-01-06T22:30:00+08', AT_2_30],
    ['2025-01-06 20:00:00 +5:30', AT_2_30],
    ['Mon, 06 Jan 2025 11:00:00 -3:30', AT_2_30],
    ['2025-01-06T06:30:00-08:00', AT_2_30],
    ['2025-01-06T06:30:00−08:00', AT_2_30],
    ['2025-01-06t14:30z', AT_2_30],
    ['2025-01-06T14:30', AT_2_30],
    ['2025-01-06 14:30:00', AT_2_30],
    ['2025-01-06 14:30:00.0', AT_2_30],
    ['2025-01-06 14:30:00 UTC', AT_2_30],
    ['2025-01-06T22:30:00+08:00[Asia/Shanghai]', AT_2_30],
    ['2025-01-06 22:30', AT_2_30, { timeZone: 'Asia/Shanghai' }],
    ['2025-01-06T14:30:00Z', AT_2_30, { timeZone: 'Asia/Shanghai' }],
    ['2025-01-06', MIDNIGHT],
    ['2025-01-06', MIDNIGHT, { timeZone: 'Asia/Shanghai' }],
    ['2025-1-6', MIDNIGHT],
    ['2025-01-06T24:00:00Z', '2025-01-07T00:00:00.000Z'],
    ['2025-01-06T24:30:00Z', MIDNIGHT],
    ['2016-12-31T23:59:60Z', '2017-01-01T00:00:00.000Z'],
    ['20250106T143000Z', AT_2_30],
    ['20250106143000', AT_2_30],
    ['202501061430', AT_2_30],
    ['2025-01-06T1430Z', AT_2_30],
    ['2025-01-06T143000+0000', AT_2_30],
    ['20040201', '2004-02-01T00:00:00.000Z'],
    ['2004', '2004-01-01T00:00:00.000Z'],
    ['2004-02', '2004-02-01T00:00:00.000Z'],
    ['2004-032', '2004-02-01T00:00:00.000Z'],
    ['2004-366', '2004-12-31T00:00:00.000Z'],
    ['2005-366', null],
    ['2017-06-13T03:18:00+00:0', '2017-06-13T03:18:00.000Z'],
    ['2000-01-01T12:00+00:00', '2000-01-01T12:00:00.000Z'],
    ['0001-01-01T00:00:00Z', null],
  ]);
});

describe('mail dates (RFC 822 and its relatives)', () => {
  check([
    ['Mon, 06 Jan 2025 14:30:00 GMT', AT_2_30],
    ['Mon, 6 Jan 2025 14:30 UT', AT_2_30],
    ['Mon, 06 Jan 2025 14:30:00 +0000', AT_2_30],
    ['Mon, 06 Jan 2025 14:30:00 -0000', AT_2_30],
    ['Mon, 06 Jan 2025 22:30:00 +0800 (CST)', AT_2_30],
    ['Sunday, 06 Jan 2025 14:30:00 GMT', AT_2_30],
    ['06 Jan 2025 14:30:00 GMT', AT_2_30],
    ['Mon 6 Jan 2025 14:30:00 GMT', AT_2_30],
    ['Mon,06 Jan 2025 14:30:00 GMT', AT_2_30],
    ['Mon, 06 Jan 25 14:30:00 GMT', AT_2_30],
    ['Mon, 06 Jan 98 14:30:00 GMT', '1998-01-06T14:30:00.000Z'],
    ['Monday, 06-Jan-25 14:30:00 GMT', AT_2_30],
    ['Mon, 06-Jan-2025 14:30:00 GMT', AT_2_30],
    ['Mon Jan  6 14:30:00 2025', AT_2_30],
    ['Mon Jan  6 09:30:00 EST 2025', AT_2_30],
    ['Mon Jan 06 22:30:00 +0800 2025', AT_2_30],
    ['06/Jan/2025:14:30:00 +0000', AT_2_30],
    ['Mon, 06 Jan 2025 24:00:00 GMT', '2025-01-07T00:00:00.000Z'],
    ['Mon, 06 Jan 2025', MIDNIGHT],
    ['Mon, 06 Jan 2025 25:61:00 GMT', MIDNIGHT],
    ['Mon, 06 January 2025 14:30:00 GMT', AT_2_30],
    ['Mon, 06 Jan 2025 14:30:00', AT_2_30],
    ['Mon, 06 Jan 2025 22:30:00', AT_2_30, { timeZone: 'Asia/Shanghai' }],
    ['Thu, 2006/09/15 08:19:53 EDT', '2006-09-15T12:19:53.000Z'],
    ['Mon, 06 Jan 2025 15:30:00 A', '2025-01-06T16:30:00.000Z'],
    ['Mon, 06 Jan 2025 15:30:00 N', AT_2_30],
    ['Mon, 06 Jan 2025 04:30:00 K', AT_2_30],
    ['Mon, 06 Jan 2025 14:30:00 Z', AT_2_30],
    ['Mon, 06 Jan 2025 14:30:00 +9900', AT_2_30],
    ['Mon Jan 06 2025 22:30:00 GMT+0800 (China Standard Time)', AT_2_30],
    ['Mon, 06 Jan 2025 9:2:3 GMT', '2025-01-06T09:02:03.000Z'],
    ['Mon, 06 Jan 2025 14:30:00 Etc/GMT', AT_2_30],
    ['06 JAN 2025 14:30 GMT', AT_2_30],
  ]);
});

describe('named zones', () => {
  const hours: Record<string, number> = {
    UTC: 0,
    WET: 0,
    BST: 1,
    CET: 1,
    WEST: 1,
    CEST: 2,
    EET: 2,
    EEST: 3,
    MSK: 3,
    IST: 5.5,
    HKT: 8,
    SGT: 8,
    JST: 9,
    KST: 9,
    AEST: 10,
    AEDT: 11,
    NZST: 12,
    NZDT: 13,
    EST: -5,
    EDT: -4,
    CST: -6,
    CDT: -5,
    MST: -7,
    MDT: -6,
    PST: -8,
    PDT: -7,
    ET: -5,
  };
  it.each(Object.entries(hours))('%s is %d hours east of UTC in January', (zone, east) => {
    const expected = new Date(Date.UTC(2025, 0, 6, 12) - east * 3_600_000).toISOString();
    expect(parseDate(`Mon, 06 Jan 2025 12:00:00 ${zone}`)?.instant).toBe(expected);
  });
  check([
    ['Mon, 06 Jan 2025 22:30:00 CST', AT_2_30, { language: 'zh-CN' }],
    ['2025-01-06 22:30 GMT+8', AT_2_30],
    ['2025-01-06 22:30 (UTC+08:00)', AT_2_30],
    ['2025-01-06 22:30 UTC +8', AT_2_30],
    ['2025-01-06 22:30 Beijing time', AT_2_30],
    ['北京时间2025年1月6日22:30', AT_2_30],
    ['July 6, 2025 at 2:30 p.m. ET', '2025-07-06T18:30:00.000Z'],
    ['July 6, 2025 2:30 PM Eastern Daylight Time', '2025-07-06T18:30:00.000Z'],
    ['Jan 6, 2025 6:30 AM Pacific Time', '2025-01-06T14:30:00.000Z'],
    ['March 9, 2025 3:00 p.m. PT', '2025-03-09T22:00:00.000Z'],
    ['November 2, 2025 3:00 p.m. ET', '2025-11-02T20:00:00.000Z'],
    ['November 1, 2025 3:00 p.m. ET', '2025-11-01T19:00:00.000Z'],
    // The first day that it can be.
    ['March 8, 2026 3:00 p.m. ET', '2026-03-08T19:00:00.000Z'],
    // Before 2007 summer began in April and ended in October.
    ['March 20, 2006 3:00 p.m. ET', '2006-03-20T20:00:00.000Z'],
    ['October 28, 2006 3:00 p.m. ET', '2006-10-28T19:00:00.000Z'],
    ['October 30, 2006 3:00 p.m. ET', '2006-10-30T20:00:00.000Z'],
    ['2025年1月6日 22:30(北京時間)', AT_2_30],
    ['6 janvier 2025 14:30 à Paris', AT_2_30],
    ['6. Januar 2025, 15:30 Uhr MEZ', AT_2_30],
  ]);
});

describe('numbers in the order of the place', () => {
  check([
    ['06.01.2025', MIDNIGHT],
    ['6.1.2025, 14:30 Uhr', AT_2_30],
    ['06.01.2025 - 14:30', AT_2_30],
    ['06.01.2025 14.30 Uhr', AT_2_30],
    ['06.01.25', MIDNIGHT],
    ['Stand: 06.01.2025, 14:30 Uhr', AT_2_30],
    ['22.11.2022 12:16:00', '2022-11-22T12:16:00.000Z'],
    ['06/01/2025', MIDNIGHT],
    ['06-01-2025', MIDNIGHT],
    ['01/06/2025', MIDNIGHT, { monthFirst: true }],
    ['01/06/2025', MIDNIGHT, { language: 'en-US' }],
    ['06/01/2025', MIDNIGHT, { language: 'en-US', monthFirst: false }],
    ['01/06/2025 2:30 PM', AT_2_30],
    ['06/01/2025 2:30 PM', AT_2_30, { language: 'en-GB' }],
    ['01/16/2025', '2025-01-16T00:00:00.000Z'],
    ['16/01/2025', '2025-01-16T00:00:00.000Z', { monthFirst: true }],
    ['06.01.2025', MIDNIGHT, { language: 'en-US' }],
    ['01.16.2025', null],
    ['06.01. 14:30', null],
    ['No. 12345678, 6 January 2025', MIDNIGHT],
    ['14:30 06/01/2025', AT_2_30],
    ['06-01-25', null],
    ['25.01.06', MIDNIGHT, { language: 'ko' }],
    ['2025/1/6', MIDNIGHT],
    ['2025/01/06 14:30', AT_2_30],
    ['2025.01.06 14:30', AT_2_30],
    ['2025. 1. 6. 오후 2:30', AT_2_30],
    ['1736173800', AT_2_30],
    ['1736173800000', AT_2_30],
    ['9999999999', null],
    ['1736173800.5', '2025-01-06T14:30:00.500Z'],
  ]);
});

describe('East Asian dates', () => {
  check([
    ['2025年1月6日 14:30', AT_2_30],
    ['2025年01月06日14时30分', AT_2_30],
    ['2025年1月6日下午2:30', AT_2_30],
    ['2025年1月6日 下午 2点30分', AT_2_30],
    ['2025年1月6日 上午9:05', '2025-01-06T09:05:00.000Z'],
    ['2025年1月6日凌晨12:30', '2025-01-06T00:30:00.000Z'],
    ['2025年1月6日 午後2時30分', AT_2_30],
    ['2025年1月6日（月） 14時30分', AT_2_30],
    ['２０２５年１月６日', MIDNIGHT],
    ['发布时间：2025年1月6日 来源：新华社', MIDNIGHT],
    ['二〇二五年一月六日', MIDNIGHT],
    ['二〇二五年十一月二十六日', '2025-11-26T00:00:00.000Z'],
    ['令和7年1月6日', MIDNIGHT],
    ['令和元年5月1日', '2019-05-01T00:00:00.000Z'],
    ['民國114年1月6日', MIDNIGHT],
    ['114年1月6日 14:30', AT_2_30],
    ['114年13月6日', null],
    ['2025년 1월 6일 오후 2시 30분', AT_2_30],
    ['2025년 1월 6일 오전 9시', '2025-01-06T09:00:00.000Z'],
    ['2004-05-25 오후 11:23:17', '2004-05-25T23:23:17.000Z'],
    ['2025.01.06 PM 02:30', AT_2_30],
    ['2025-01-06 p.m. 2:30', AT_2_30],
    ['2025年1月6日晚8点30分', '2025-01-06T20:30:00.000Z'],
    ['2025年1月6日下午2点半', AT_2_30],
    ['2025年1月6日 午後2時半', AT_2_30],
    ['2025년 1월 6일 오후 2시 반', AT_2_30],
    ['2025年1月6日14时 半导体', '2025-01-06T14:00:00.000Z'],
    ['2025년 1월 6일 오후 2시 반도체', '2025-01-06T14:00:00.000Z'],
    ['2025年1月6日晚上11:05', '2025-01-06T23:05:00.000Z'],
    ['2025年1月6日晚上12点', '2025-01-07T00:00:00.000Z'],
    ['2025年1月6日 夜8時', '2025-01-06T20:00:00.000Z'],
    ['2025年1月6日晚间8点', '2025-01-06T20:00:00.000Z'],
    ['2025年1月6日 夜間8時30分', '2025-01-06T20:30:00.000Z'],
    ['2025年1月6日 夕方6時', '2025-01-06T18:00:00.000Z'],
    ['2025년 1월 6일 밤 11시 30분', '2025-01-06T23:30:00.000Z'],
    ['2025년 1월 6일 저녁 8시', '2025-01-06T20:00:00.000Z'],
    ['2025年1月6日 深夜2時', '2025-01-06T02:00:00.000Z'],
    ['2025年1月6日中午11:30', '2025-01-06T11:30:00.000Z'],
    ['2025年1月6日中午12:30', '2025-01-06T12:30:00.000Z'],
    ['2025年1月6日中午1点', '2025-01-06T13:00:00.000Z'],
    ['1月6日 14:30', null],
  ]);
});

describe('months by name', () => {
  check([
    ['January 6, 2025', MIDNIGHT],
    // As Microsoft's databases write it.
    ['Jan  6 2025  2:30:00:000PM', AT_2_30],
    ['Jan  6 2025 12:05:00:123AM', '2025-01-06T00:05:00.123Z'],
    ['6 January 2025, 14:30 AM', AT_2_30],
    ['06/01/2025 2:30:00 CH', AT_2_30, { language: 'vi' }],
    ['Veröffentlicht am 06.01.2025 12:30', '2025-01-06T12:30:00.000Z'],
    ['6 January 2025', MIDNIGHT],
    ['Jan. 6, 2025 at 2:30 p.m. GMT', AT_2_30],
    ['6 ianuarie 2025, 14:30', AT_2_30],
    ['الإثنين 6 يناير 2025 - 2:30 م', AT_2_30],
    ['٦ كانون الثاني ٢٠٢٥ ٠٢:٣٠ مساءً', AT_2_30],
    ['6 كانون الثاني/يناير 2025', MIDNIGHT],
    ['15 تشرين الأول 2025 9:05 صباحاً', '2025-10-15T09:05:00.000Z'],
    ['نُشر في: ٢٠٢٥/٠١/٠٦', MIDNIGHT],
    ['Jan 6th, 2025, 2:30pm', AT_2_30],
    ['the 6th of January, 2025', MIDNIGHT],
    ['Published: Monday, January 6, 2025 - 14:30', AT_2_30],
    ['Updated 2:30 PM GMT, Mon January 6, 2025', AT_2_30],
    ['By A Reporter | JANUARY 6 2025', MIDNIGHT],
    ['2025 January 6', MIDNIGHT],
    ['12:30 a.m., Jan 6, 2025', '2025-01-06T00:30:00.000Z'],
    ['12 pm on Jan 6, 2025', '2025-01-06T12:00:00.000Z'],
    ['6. Januar 2025', MIDNIGHT],
    ['6. Jänner 2025, 14.30 Uhr', AT_2_30],
    ['6. März 2025', '2025-03-06T00:00:00.000Z'],
    ['le 6 janvier 2025 à 14h30', AT_2_30],
    ['1er février 2025', '2025-02-01T00:00:00.000Z'],
    ['mar. 6 mai 2025', '2025-05-06T00:00:00.000Z'],
    ['06 aout 2025', '2025-08-06T00:00:00.000Z'],
    ['6 de enero de 2025', MIDNIGHT],
    ['6 de enero de 2025, 2:30 p. m.', AT_2_30],
    ['mar, 6 ene 2025 14:30', AT_2_30],
    ['6 gennaio 2025 alle 14:30', AT_2_30],
    ['6 de março de 2025 às 14h30', '2025-03-06T14:30:00.000Z'],
    ['6 de março de 2025 às 14h30min', '2025-03-06T14:30:00.000Z'],
    ['6 januari 2025', MIDNIGHT],
    ['6 mrt. 2025', '2025-03-06T00:00:00.000Z'],
    ['6 января 2025', MIDNIGHT],
    ['6 января 2025 г., 14:30', AT_2_30],
    ['6 января 2025, 17:30 (МСК)', AT_2_30],
    ['6 мая 2025', '2025-05-06T00:00:00.000Z'],
    ['6 січня 2025', MIDNIGHT],
    ['6 stycznia 2025', MIDNIGHT],
    ['6 października 2025', '2025-10-06T00:00:00.000Z'],
    ['6. ledna 2025', MIDNIGHT],
    ['6. června 2025', '2025-06-06T00:00:00.000Z'],
    ['6. července 2025', '2025-07-06T00:00:00.000Z'],
    ['2025. január 6.', MIDNIGHT],
    ['2004-július-13T9:15-05:00', '2004-07-13T14:15:00.000Z'],
    ['6 Ιανουαρίου 2025', MIDNIGHT],
    ['Κυρ, 11 Ιούλ 2004 12:00:00 EST', '2004-07-11T17:00:00.000Z'],
    ['6 Ocak 2025', MIDNIGHT],
    ['6 Şubat 2025', '2025-02-06T00:00:00.000Z'],
    ['6 Mayıs 2025', '2025-05-06T00:00:00.000Z'],
    ['6 januari 2025 kl. 14.30', AT_2_30],
  ]);
});

describe('what is no date', () => {
  check([
    ['', null],
    ['yesterday', null],
    ['3 hours ago', null],
    ['31 February 2025', null],
    ['2025-02-31', null],
    ['31.02.2025', null],
    ['2025-13-01', null],
    ['29 Feb 2025', null],
    ['29 Feb 2024', '2024-02-29T00:00:00.000Z'],
    ['January 2025', null],
    ['6 January', null],
    ['6 January, 14:30', null],
    ['6. Januar, 14 Uhr', null],
    ['Model 3 sales may reach 500', null],
    ['42', null],
    ['123456789', null],
    ['99999999999999999999', null],
    [`${' x'.repeat(150)} 2025-01-06`, null],
  ]);
});

describe('parseDate', () => {
  it('tells the day as the publisher wrote it, whatever the day in UTC', () => {
    expect(parseDate('2025-01-06T01:00:00+08:00')).toEqual({
      instant: '2025-01-05T17:00:00.000Z',
      day: '2025-01-06',
      precision: 'time',
    });
  });

  it('tells the day of a bare number of seconds at the place of its publisher', () => {
    expect(parseDate('1736182800', { timeZone: 'Asia/Shanghai' })).toMatchObject({
      instant: '2025-01-06T17:00:00.000Z',
      day: '2025-01-07',
    });
  });

  it.each([
    ['ja', '2025/01/06 23:30'],
    ['ko-KR', '2025-01-06 23:30'],
    ['tr', '06.01.2025 17:30'],
    ['zh-CN', '2025-01-06 22:30'],
    ['de', '06.01.2025 15:30'],
    ['de-AT', '06.01.2025 15:30'],
    ['cs_CZ', '2025-01-06T15:30'],
    ['FR-fr', '06/01/2025 15:30'],
    ['ms', '06/01/2025 22:30'],
    ['pt-BR', '06/01/2025 11:30'],
    ['pt-PT', '06/01/2025 14:30'],
    ['ru-RU', '06.01.2025 17:30'],
    ['de', '2025-01-06T14:30:00Z'],
    ['de', '06.01.2025 22:30 Uhr (UTC+8)'],
    ['fr', '06/01/2025 14:30'],
    ['pt', '06/01/2025 14:30'],
    ['es-MX', '06/01/2025 14:30'],
    [null, '06.01.2025 14:30'],
  ])(
    'takes a time without a zone for that of the place where all who write %s live: %s',
    (language, text) => {
      expect(parseDateIn(language, text)?.instant).toBe(AT_2_30);
    },
  );

  it.each([
    ['29.03.2025 14:30', '2025-03-29T13:30:00.000Z'],
    ['30.03.2025 14:30', '2025-03-30T12:30:00.000Z'],
    ['26.10.2025 00:30', '2025-10-25T22:30:00.000Z'],
    ['26.10.2025 14:30', '2025-10-26T13:30:00.000Z'],
  ])('%s in German is a time of summer or winter', (text, instant) => {
    expect(parseDateIn('de', text)).toMatchObject({ instant, precision: 'time' });
  });

  it('tells a day alone from a day with a time', () => {
    expect(parseDate('2025-01-06')?.precision).toBe('day');
    expect(parseDate('2025-01-06T00:00:00Z')?.precision).toBe('time');
  });

  it('never throws and always returns a real instant', () => {
    const piece = fc.constantFrom(
      '2025',
      '-',
      '/',
      '.',
      ' ',
      ':',
      '12',
      '31',
      'Jan',
      'mai',
      'T',
      '+08:00',
      '年',
      '十',
      '月',
      'pm',
      'ET',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(piece, { maxLength: 60 }).map((p) => p.join('')),
    );
    fc.assert(
      fc.property(text, (body) => {
        const parsed = parseDate(body);
        if (parsed === null) return;
        expect(new Date(parsed.instant).toISOString()).toBe(parsed.instant);
        expect(parsed.day).toMatch(/^\d{4}-\d\d-\d\d$/);
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads back every instant it can write', () => {
    const date = fc.date({ min: new Date('1995-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(date, (value) => {
        expect(parseDate(value.toISOString())?.instant).toBe(value.toISOString());
        expect(parseDate(value.toUTCString())?.instant).toBe(`${value.toISOString().slice(0, 19)}.000Z`);
      }),
    );
  });

  it('takes no longer for hostile text', () => {
    const started = performance.now();
    for (const unit of ['1', '1.', '1 - ', 'a', 'jan ', '十', '2025', ':', ' ', '1h', '.m'])
      parseDate(unit.repeat(100_000));
    expect(performance.now() - started).toBeLessThan(500);
  });
});

describe('plausibleDate', () => {
  const now = new Date('2025-01-06T12:00:00Z');
  it.each([
    ['2025-01-06T12:00:00.000Z', 'ok'],
    ['2025-01-07T11:59:00.000Z', 'ok'],
    ['2025-01-07T12:01:00.000Z', 'future'],
    ['1995-01-01T00:00:00.000Z', 'ok'],
    ['1994-12-31T23:59:59.000Z', 'too-old'],
    ['1970-01-01T00:00:00.000Z', 'too-old'],
    ['nonsense', 'too-old'],
  ])('%s is %s', (instant, verdict) => {
    expect(plausibleDate(instant, now)).toBe(verdict);
  });
});
