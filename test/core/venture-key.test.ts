/** Which ventures that the ledger does not know are one. */
import { expect, test } from 'vitest';
import type { VentureMention } from '../../src/core/model.ts';
import { candidateKey, ventureKey } from '../../src/core/venture-key.ts';

const keyOf = (...names: string[]) =>
  ventureKey({
    ventureId: null,
    name: null,
    partners: names.map((name) => ({ companyId: null, name, country: null })),
  } as unknown as VentureMention);

test.each([
  ['Grupo Ibérica Energía', 'Grupo Iberica Energia'],
  ['Citroën', 'CITROEN'],
  ['ＶｉｎＡｕｔｏ', 'VinAuto'],
])('%s and %s are one partner', (written, elsewhere) => {
  expect(keyOf('CATL', written)).toBe(keyOf('CATL', elsewhere));
  expect(candidateKey(`new:${written.replaceAll(' ', '-')}+CATL`)).toBe(keyOf('CATL', elsewhere));
});

// The vowel alone tells these apart, and stands in no letter of its own.
test.each([
  ['มีนมอเตอร์', 'มูนมอเตอร์'],
  ['टीवी मोटर', 'टेवे मोटर'],
  ['Мой', 'Мои'],
])('%s and %s are two', (one, other) => {
  expect(keyOf('BYD', one)).not.toBe(keyOf('BYD', other));
});
