/** Companies and ventures in stories: by the ledger's names, whatever the language of their articles. */
import { expect, test } from 'vitest';
import { byLedgerNames } from '../../src/pipeline/answers/story-names.ts';
import type { StoryView } from '../../src/store/lists/story-queries.ts';
import { loadKnowledge } from '../../src/tags/knowledge/knowledge.ts';

const nio = { companyId: 'nio', name: '蔚来', country: 'CN' };
const catl = { companyId: 'catl', name: '宁德时代', country: 'CN' };
const zorvex = { companyId: null, name: 'Zorvex Motors', country: null };
const story = {
  partners: [nio, catl, zorvex].map((side) => ({ ...side, articles: [1] })),
  ventures: [
    { id: 'mirattery', name: '蔚能', partners: [nio, catl], articles: [1] },
    { id: 'new:catl+zorvex-motors', name: null, partners: [catl, zorvex], articles: [1] },
    { id: 'new:deccan', name: 'Deccan', partners: [], articles: [1] },
    { id: 'new:unnamed-7', name: null, partners: [], articles: [7] },
  ],
} as unknown as StoryView;

test('the ledger names what it knows; a candidate is called after its partners, never by its id', () => {
  const [named] = byLedgerNames([story], loadKnowledge());
  expect(named?.partners.map(({ name }) => name)).toEqual(['NIO', 'CATL', 'Zorvex Motors']);
  expect(named?.ventures.map(({ name }) => name)).toEqual([
    'Mirattery',
    'CATL + Zorvex Motors',
    'Deccan',
    'Unnamed venture',
  ]);
});
