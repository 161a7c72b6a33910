/** The shape of the code: who may import whom, no cycles, small files, settings read in one place. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Top to bottom: a folder may import what stands below it; folders of one layer do not import one another. */
const LAYERS: readonly (readonly string[])[] = [
  ['src/cli'],
  ['src/app'],
  ['src/config.ts', 'src/version.ts'],
  ['src/dot-env.ts'],
  ['workers', 'src/api', 'src/web', 'src/mcp'],
  ['src/pipeline'],
  ['src/net', 'src/store', 'src/queue', 'src/sandbox', 'src/observe', 'src/control', 'src/notify'],
  ['src/feed', 'src/article', 'src/tags', 'src/stories', 'src/query', 'src/alerts'],
  ['src/text'],
  ['src/core'],
];

/** The same within a folder: its own files stand above its folders, which stand in this order. */
const INNER: Readonly<Record<string, readonly (readonly string[])[]>> = {
  'src/tags': [
    ['venture'],
    ['stage', 'scoring'],
    ['denial'],
    ['matter'],
    ['names', 'parties'],
    ['line'],
    ['knowledge'],
  ],
  'src/store': [
    ['upkeep'],
    ['results'],
    ['alerts'],
    ['lists'],
    ['articles', 'stories'],
    ['feeds'],
    ['schema'],
    ['file'],
  ],
  'src/pipeline': [['explain', 'feeds-out'], ['operations'], ['answers', 'ingest', 'daemon', 'doctor']],
  'src/feed': [['document', 'watch']],
  'src/text': [['date', 'search'], ['words'], ['language', 'url', 'charset', 'shown']],
};

const LINES = 300;

interface Import {
  readonly from: string;
  readonly to: string;
}

const files = ['src', 'workers'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);
const imports = files.flatMap(importsOf);

/** Who may use what is exported, beside the code itself. */
const users = ['test', 'bench'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);

/** `file#name` of everything that this file takes from others; whatever it mentions where it takes a module whole. */
function namesTaken(from: string): string[] {
  const text = readFileSync(join(root, from), 'utf8');
  const at = (to = '') => relative(root, resolve(root, dirname(from), to));
  const named = text.matchAll(/^(?:import|export) (?:type )?(?:\w+, )?\{([^}]*)\} from '(\.[^']+)'/gm);
  const whole = [...text.matchAll(/(?:\* as \w+ from |import\(|new URL\()'(\.[^']+)'/g)];
  const words = whole.length === 0 ? [] : [...new Set(text.match(/[\w$]+/g))];
  return [
    ...[...named].flatMap(([, names = '', to]) =>
      names.split(',').map((name) => `${at(to)}#${name.trim().replace(/^type | as .*$/g, '')}`),
    ),
    ...whole.flatMap(([, to]) => words.map((word) => `${at(to)}#${word}`)),
  ];
}

/** `file#name` of every value that this file exports; types may stand for what a function takes. */
function valuesOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const declared = text.matchAll(
    /^export (?:async )?(?:function\*?|const|let|class) (?:([\w$]+)|\{([^}]*)\})/gm,
  );
  const handedOn = text.matchAll(/^export \{([^}]*)\}/gm);
  return [
    ...[...declared].map(([, one, many]) => one ?? many ?? ''),
    ...[...handedOn].map(([, many]) => many ?? ''),
  ]
    .flatMap((names) => names.split(','))
    .map((name) => name.trim().replace(/^.* as /, ''))
    .filter((name) => name !== '' && !name.startsWith('type '))
    .map((name) => `${file}#${name}`);
}

function importsOf(from: string): Import[] {
  const text = readFileSync(join(root, from), 'utf8');
  const found = [
    ...text.matchAll(/(?:from|import\(|import)\s*'(\.[^']+)'/g),
    ...text.matchAll(/new URL\('(\.[^']+\.ts)'/g),
  ];
  return found
    .map((match) => relative(root, resolve(root, dirname(from), match[1] ?? '')))
    .filter((to) => to.endsWith('.ts'))
    .map((to) => ({ from, to }));
}

function layerOf(file: string): number {
  return LAYERS.findIndex((layer) => layer.some((place) => file === place || file.startsWith(`${place}/`)));
}

function placeOf(file: string): string | undefined {
  return LAYERS[layerOf(file)]?.find((place) => file === place || file.startsWith(`${place}/`));
}

describe('architecture', () => {
  test('there is something to check', () => {
    expect(files.length).toBeGreaterThan(60);
    expect(imports.length).toBeGreaterThan(150);
  });

  test('every file belongs to a layer', () => {
    expect(files.filter((file) => layerOf(file) === -1)).toEqual([]);
  });

  test('every import leads to a file', () => {
    expect(imports.filter(({ to }) => !existsSync(join(root, to)))).toEqual([]);
  });

  test('imports lead downwards, and folders of one layer do not import one another', () => {
    const wrong = imports.filter(({ from, to }) => {
      // The sandbox names its children's entry by address; it runs in another process.
      if (from === 'src/sandbox/process-pool.ts' && to === 'workers/reader.ts') return false;
      if (placeOf(from) === placeOf(to)) return false;
      return layerOf(from) >= layerOf(to);
    });
    expect(wrong).toEqual([]);
  });

  test.each(Object.entries(INNER))('imports within %s lead downwards, too', (place, rows) => {
    const folderOf = (file: string): string => relative(place, dirname(file));
    const rowOf = (file: string): number => rows.findIndex((row) => row.includes(folderOf(file)));
    const folders = new Set(files.filter((file) => placeOf(file) === place).map(folderOf));
    expect([...folders].filter((folder) => folder !== '').sort()).toEqual(rows.flat().sort());
    const within = imports.filter(({ from, to }) => placeOf(from) === place && placeOf(to) === place);
    const wrong = within.filter(
      ({ from, to }) => folderOf(from) !== folderOf(to) && rowOf(from) >= rowOf(to),
    );
    expect(wrong).toEqual([]);
  });

  test('every value that is exported is taken by another file, or by a test', () => {
    const taken = new Set([...files, ...users].flatMap(namesTaken));
    // The generator of migrations takes the tables whole.
    const values = files.filter((file) => !file.endsWith('-schema.ts')).flatMap(valuesOf);
    expect(values.length).toBeGreaterThan(500);
    expect(values.filter((value) => !taken.has(value))).toEqual([]);
  });

  test('there are no cycles', () => {
    const next = new Map<string, string[]>();
    for (const { from, to } of imports) next.set(from, [...(next.get(from) ?? []), to]);
    const done = new Set<string>();
    const cycles: string[] = [];
    const visit = (file: string, path: readonly string[]): void => {
      if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' -> '));
      if (done.has(file) || path.includes(file)) return;
      for (const to of next.get(file) ?? []) visit(to, [...path, file]);
      done.add(file);
    };
    for (const file of files) visit(file, []);
    expect(cycles).toEqual([]);
  });

  test('the environment is read in src/config.ts only', () => {
    const readers = files.filter((file) =>
      /process\.env|loadEnvFile/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(readers).toEqual(['src/config.ts']);
  });

  test(`no file of code is longer than ${LINES} lines`, () => {
    const long = files.filter((file) => readFileSync(join(root, file), 'utf8').split('\n').length > LINES);
    expect(long).toEqual([]);
  });

  test('every file opens with a sentence of purpose', () => {
    expect(files.filter((file) => !readFileSync(join(root, file), 'utf8').startsWith('/**'))).toEqual([]);
  });

  // Drizzle takes the table off a column in what is selected: `article_id = ${articles.id}` would compare with the inner id.
  test('a query inside of another names outer columns itself', () => {
    const correlated = /\(SELECT[^`]*?= \$\{(?:articles|items|feeds|hosts|pages|revisions|stories)\.\w+\}/;
    expect(files.filter((file) => correlated.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });

  test('Drizzle and better-sqlite3 are loaded in one place', () => {
    const users = files.filter((file) =>
      /from '(drizzle-orm|better-sqlite3)/.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(users).toEqual([]);
  });
});
