/** Year and month of publication out of any date text. */
import { expect, test } from 'vitest';
import { publicationOf } from '../../src/tags/line/publication.ts';

const CASES: readonly (readonly [written: string | undefined, month: string | null, year: number | null])[] =
  [
    ['2023-10-06', '2023-10', 2023],
    ['2023-10', '2023-10', 2023],
    ['2023-10-06T23:30:00-08:00', '2023-10', 2023],
    ['Fri, 06 Oct 2023 10:00:00 GMT', '2023-10', 2023],
    ['6 Oct 2023', '2023-10', 2023],
    ['06.10.2023', '2023-10', 2023],
    ['2023/10/06', '2023-10', 2023],
    ['20231006', '2023-10', 2023],
    ['2023年10月6日', '2023-10', 2023],
    ['1696586400', '2023-10', 2023],
    ['2023', null, 2023],
    ['some day', null, null],
    [undefined, null, null],
  ];

test.each(CASES)('%s', (written, month, year) => {
  expect(publicationOf(written, 'en')).toEqual({ month, year });
});

test('the language says which number is the month', () => {
  expect(publicationOf('06/01/2025', 'en-US').month).toBe('2025-06');
  expect(publicationOf('06/01/2025', 'de').month).toBe('2025-01');
});
