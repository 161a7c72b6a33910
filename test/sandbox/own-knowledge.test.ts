/** Every child process reads with the user's entries, whichever of them a task comes to first. */
import { expect, onTestFinished, test } from 'vitest';
import type { TextTagging } from '../../src/core/ports.ts';
import { createSandbox } from '../../src/sandbox/process-pool.ts';
import { type Knowledge, loadKnowledge, withEntries } from '../../src/tags/knowledge/knowledge.ts';
import { rulesVersion } from '../../src/tags/rules-version.ts';

const sources = ['https://a.example/'];
const own: Knowledge = {
  companies: [{ id: 'fjordvolt', name: 'Fjordvolt', country: 'NO', kind: 'battery', aliases: {}, sources }],
  ventures: [
    {
      id: 'fjordvolt-catl',
      name: 'Fjordvolt Ningde',
      aliases: {},
      partners: [{ company: 'fjordvolt' }, { company: 'catl' }],
      sector: 'batteries',
      country: 'NO',
      ev: 'core',
      sources,
    },
  ],
};
const text = 'Fjordvolt Ningde ships its first battery cells in May.';

function sandboxWith(knowledge?: Knowledge) {
  const sandbox = createSandbox({ processes: 2, own: knowledge });
  onTestFinished(() => sandbox.close());
  return sandbox;
}

test('tasks at once on new children all know the entries, and name the version of the rules that has them', async () => {
  const sandbox = sandboxWith(own);
  const read = await Promise.all(Array.from({ length: 6 }, () => sandbox.tagTexts([{ text }])));
  const version = rulesVersion(withEntries(loadKnowledge(), own));
  for (const result of read as TextTagging[]) {
    expect(result.rulesVersion).toBe(version);
    expect(result.taggings[0]?.ventures[0]?.ventureId).toBe('fjordvolt-catl');
  }
  const item = { title: text, authors: [], publishedAt: null, summary: text, language: 'en' };
  expect(await sandbox.readItem({ url: 'https://a.example/1', item })).toMatchObject({
    rulesVersion: version,
    tagging: { tagged: true },
  });
  const bytes = new TextEncoder().encode(`<article><h1>Cells</h1><p>${`${text} `.repeat(20)}</p></article>`);
  const page = { bytes, contentType: 'text/html', url: 'https://a.example/2', fetchedAt: 0, item };
  expect(await sandbox.readPage(page)).toMatchObject({ rulesVersion: version, tagging: { tagged: true } });
});

test('without entries of the user the children know the built-in ones', async () => {
  const result = (await sandboxWith().tagTexts([{ text }])) as TextTagging;
  expect(result.rulesVersion).toBe(rulesVersion(loadKnowledge()));
  expect(result.taggings[0]?.tagged).toBe(false);
});
