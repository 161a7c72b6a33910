/** Files of a user's own: what is read, in which order, and how every mistake is told. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { knowledgeIn, knowledgeOnce, ownKnowledgeIn, rulesVersionWith } from '../../src/app/knowledge.ts';
import { UsageError } from '../../src/core/errors.ts';
import { temporaryFolder } from '../store/fixtures.ts';

const FJORDVOLT = `
companies:
  - id: fjordvolt
    name: Fjordvolt
    country: NO
    kind: battery
    aliases: {zh: [峡湾电池]}
    sources: [https://fjordvolt.example/about]
`;

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = join(temporaryFolder(), 'knowledge');
  mkdirSync(folder);
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

/** What is told of one wrong file. */
async function told(name: string, text: string): Promise<string> {
  const error: unknown = await ownKnowledgeIn(folderOf({ [name]: text })).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(UsageError);
  return (error as UsageError).message;
}

test('without a folder, or with files that hold nothing, the knowledge is the built-in one', async () => {
  const nothing = { companies: [], ventures: [] };
  const version = await rulesVersionWith(nothing);
  for (const folder of [
    '/nonexistent/knowledge',
    folderOf({ 'a.yaml': '# later\n', 'b.yml': 'ventures:\n' }),
  ]) {
    const own = await ownKnowledgeIn(folder);
    expect(own).toEqual(nothing);
    expect(await rulesVersionWith(own)).toBe(version);
  }
});

test('a process that has read the folder knows the same until it ends, whichever part of it asks', async () => {
  const folder = folderOf({ 'a.yaml': FJORDVOLT });
  const knowledge = knowledgeOnce(folder);
  expect((await knowledge.own()).companies).toHaveLength(1);
  writeFileSync(join(folder, 'b.yaml'), FJORDVOLT.replaceAll('fjordvolt', 'fossvolt'));
  const known = (await knowledge.all()).companies.map(({ id }) => id);
  expect(known).toContain('fjordvolt');
  expect(known).not.toContain('fossvolt');
  expect((await knowledgeIn(folder)).companies.map(({ id }) => id)).toContain('fossvolt');
});

test('YAML and JSON are merged over the built-in entries in order of their names; other files are left alone', async () => {
  const folder = folderOf({
    'b.json': JSON.stringify({ companies: [{ id: 'fjordvolt', name: 'Fjordvolt Energi' }] }),
    'a.yaml': FJORDVOLT,
    'c.yml': 'companies: [{id: byd, aliases: {en: [Bee Why Dee]}}]',
    'notes.txt': 'companies: wrong',
    '.a.yaml.swp': 'companies: wrong',
  });
  const { companies } = await knowledgeIn(folder);
  const named = (id: string) => companies.find((company) => company.id === id);
  expect(named('fjordvolt')).toMatchObject({ name: 'Fjordvolt Energi', country: 'NO' });
  expect(named('byd')?.aliases['en']).toContain('Bee Why Dee');
  expect(named('byd')?.country).toBe('CN');
  const own = await ownKnowledgeIn(folder);
  expect(own.companies.map(({ id }) => id).sort()).toEqual(['byd', 'fjordvolt']);
  expect(await rulesVersionWith(own)).not.toBe(await rulesVersionWith({ companies: [], ventures: [] }));
});

test.each([
  ['YAML that is none', 'a.yaml', 'companies:\n  - id: a\n b: c\n', /a\.yaml: .+ at line 3, column 1$/],
  ['JSON that is none', 'a.json', '{"companies": [}', /a\.json: Unexpected token/],
  ['a list without its name', 'a.yaml', '- id: a', /a\.yaml: must have "companies:" or "ventures:"/],
  ['a list of another name', 'a.yaml', 'venture: []', /a\.yaml: "venture" is neither/],
  ['what is no list', 'a.yaml', 'ventures: many', /a\.yaml: ventures: not a list$/],
  ['an entry without id', 'a.yaml', 'ventures: [{name: A}]', /a\.yaml: ventures #1: id: must be a text$/],
  ['a missing field', 'a.yaml', 'companies: [{id: a1, name: A}]', /a\.yaml: a1: country: is missing;/],
  [
    'a wrong value',
    'a.yaml',
    FJORDVOLT.replace('NO', 'Norway'),
    /a\.yaml: fjordvolt: country: must be two capital letters, such as CN$/,
  ],
  [
    'a wrong language',
    'a.yaml',
    FJORDVOLT.replace('zh', 'chinese'),
    /fjordvolt: aliases\.chinese: must be a language, such as en or zh$/,
  ],
  ['a field nobody knows', 'a.yaml', `${FJORDVOLT}    colour: red`, /fjordvolt: Unrecognized key: "colour"$/],
  ['an unknown parent', 'a.yaml', `${FJORDVOLT}    parent: nobody`, /fjordvolt: parent: no company nobody$/],
] as const)('%s is told by file, entry and reason', async (_, name, text, expected) => {
  expect(await told(name, text)).toMatch(expected);
});

test('many mistakes are told in one message that stays readable', async () => {
  const entries = Array.from({ length: 50 }, (_, at) => `  - {id: c${at}, name: C, country: X}`).join('\n');
  const message = await told('a.yaml', `companies:\n${entries}\n`);
  expect(message).toMatch(/; and \d+ more$/);
  expect(message.split('; ')).toHaveLength(11);
});

test('mistakes in several files are told with the folder once, and each with its file', async () => {
  const folder = folderOf({
    'a.yaml': 'ventures: many',
    'b.yaml': FJORDVOLT.replace('NO', 'Norway'),
  });
  const error: unknown = await ownKnowledgeIn(folder).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    lines: [
      `${folder}: 2 mistakes`,
      '  a.yaml: ventures: not a list',
      '  b.yaml: fjordvolt: country: must be two capital letters, such as CN',
    ],
  });
});
