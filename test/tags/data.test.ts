/** The knowledge files of companies and ventures are sorted, whole, unambiguous in their names and sourced. */
import { describe, expect, it } from 'vitest';
import companiesFile from '../../src/tags/data/companies.json' with { type: 'json' };
import venturesFile from '../../src/tags/data/ventures.json' with { type: 'json' };
import { checkKnowledge } from '../../src/tags/knowledge/knowledge-schema.ts';
import { nameTable } from '../../src/tags/names/names.ts';
import { tokenise } from '../../src/text/words/tokens.ts';

/** Floors at what the files had reached; they only grow. */
const COMPANIES_FLOOR = 692;
const VENTURES_FLOOR = 264;
const ABROAD_FLOOR = 50;
/** Entries whose sources were read and state them. */
const CHECKED_COMPANIES_FLOOR = 642;
const CHECKED_VENTURES_FLOOR = 261;
/** The ledger was begun then: what claims an earlier reading was not read by anybody. */
const LEDGER_BEGUN = '2026-11-21';
/** Beijing Jeep, the first Chinese venture of a foreign carmaker, is of 1983. */
const FIRST_VENTURE = 1983;
const SHORTEST_ALIAS = 2;

const { knowledge, problems } = checkKnowledge(companiesFile, venturesFile);
const { companies, ventures } = knowledge;
const regions = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });

interface Named {
  readonly id: string;
  readonly name: string;
  readonly aliases: Readonly<Record<string, readonly string[]>>;
  readonly ambiguous?: readonly string[] | undefined;
  readonly sources: readonly string[];
  readonly checked?: string | undefined;
}

const namesOf = (entry: Named): string[] => [entry.name, ...Object.values(entry.aliases).flat()];
const fold = (name: string): string => name.normalize('NFKC').toLowerCase();

const table = nameTable(knowledge);

function finds(id: string, alias: string): boolean {
  const text = `x ${alias} x`;
  return table
    .find(text, tokenise(text))
    .some(
      ({ value, start, end }) =>
        (value.company ?? value.venture)?.id === id && withoutLastMark(alias) === text.slice(start, end),
    );
}

/** "汽车（中国）": the bracket that closes a name is no part of a word. */
const withoutLastMark = (alias: string): string => alias.replace(/[^\p{L}\p{M}\p{N}]+$/u, '');

/** "name: first owner / second owner" for every name that two entries claim. */
function claimedTwice(entries: readonly Named[]): string[] {
  const owners = new Map<string, string>();
  const clashes: string[] = [];
  for (const entry of entries)
    for (const name of namesOf(entry)) {
      const owner = owners.get(fold(name));
      if (owner === undefined) owners.set(fold(name), entry.id);
      else if (owner !== entry.id) clashes.push(`${name}: ${owner} / ${entry.id}`);
    }
  return clashes;
}

describe.each<[string, readonly Named[], number, number]>([
  ['companies.json', companies, COMPANIES_FLOOR, CHECKED_COMPANIES_FLOOR],
  ['ventures.json', ventures, VENTURES_FLOOR, CHECKED_VENTURES_FLOOR],
])('%s', (_file, entries, floor, checkedFloor) => {
  const checked = entries.filter((entry) => entry.checked !== undefined);

  it('has not shrunk, nor has the part that was checked against its sources', () => {
    expect(entries.length).toBeGreaterThanOrEqual(floor);
    expect(checked.length).toBeGreaterThanOrEqual(checkedFloor);
  });

  it('was checked when there was a ledger to check', () => {
    const early = checked.filter((entry) => (entry.checked ?? '') < LEDGER_BEGUN);
    expect(early.map((entry) => entry.id)).toEqual([]);
  });

  it('is sorted by unique ids', () => {
    const ids = entries.map((entry) => entry.id);
    expect(ids).toEqual([...new Set(ids)].sort());
  });

  it('gives no name to two entries', () => {
    expect(claimedTwice(entries)).toEqual([]);
  });

  it('has no name of one character and none with stray blanks', () => {
    const bad = entries
      .flatMap(namesOf)
      .filter((name) => name.length < SHORTEST_ALIAS || name !== name.trim());
    expect(bad).toEqual([]);
  });

  it('has no alias that is never found: one with a comma, say, at which names end', () => {
    const lost = entries.flatMap((entry) =>
      Object.values(entry.aliases)
        .flat()
        .filter((alias) => !finds(entry.id, alias))
        .map((alias) => `${entry.id}: ${alias}`),
    );
    expect(lost).toEqual([]);
  });

  it('writes every name once in an entry', () => {
    const twice = entries.filter((entry) => new Set(namesOf(entry)).size < namesOf(entry).length);
    expect(twice.map((entry) => entry.id)).toEqual([]);
  });

  it('calls ambiguous only names that the entry has', () => {
    const stray = entries.flatMap((entry) =>
      (entry.ambiguous ?? [])
        .filter((name) => !namesOf(entry).includes(name))
        .map((name) => `${entry.id}: ${name}`),
    );
    expect(stray).toEqual([]);
  });

  it('names web pages as the sources of every entry, each once', () => {
    const isPage = (source: string): boolean => /^https?:$/.test(URL.parse(source)?.protocol ?? '');
    const unsourced = entries.filter(
      ({ sources }) =>
        sources.length === 0 || !sources.every(isPage) || new Set(sources).size < sources.length,
    );
    expect(unsourced.map((entry) => entry.id)).toEqual([]);
  });
});

describe('the knowledge as a whole', () => {
  it('has the strict shape, and every parent, partner and successor is known', () => {
    expect(problems).toEqual([]);
  });

  it('holds ventures with a Chinese side only: in China, or of a company from there', () => {
    const country = new Map(companies.map((company) => [company.id, company.country]));
    const chinese = (code: string | undefined): boolean => code === 'CN' || code === 'HK';
    const foreign = ventures.filter(
      (venture) =>
        !chinese(venture.country) && !venture.partners.some(({ company }) => chinese(country.get(company))),
    );
    expect(foreign.map((venture) => venture.id)).toEqual([]);
  });

  it('uses ISO 3166-1 alpha-2 countries', () => {
    const codes = new Set([...companies, ...ventures].map((entry) => entry.country));
    expect([...codes].filter((code) => regions.of(code) === undefined)).toEqual([]);
  });

  it('has no company among its own parents', () => {
    const parents = new Map(companies.map((company) => [company.id, company.parent]));
    const circular = companies.filter((company) => {
      let above = company.parent;
      for (let depth = 0; above !== undefined && depth < companies.length; depth += 1) {
        if (above === company.id) return true;
        above = parents.get(above);
      }
      return false;
    });
    expect(circular.map((company) => company.id)).toEqual([]);
  });

  it('names each partner once and divides no venture into more than the whole', () => {
    const wrong = ventures.filter((venture) => {
      const partners = venture.partners.map((partner) => partner.company);
      const total = venture.partners.reduce((sum, partner) => sum + (partner.stake ?? 0), 0);
      return new Set(partners).size < partners.length || total > 100.01;
    });
    expect(wrong.map((venture) => venture.id)).toEqual([]);
  });

  it('ends no venture before its beginning and lets none that ended operate', () => {
    const wrong = ventures.filter(({ founded, ended, status }) => {
      if (ended === undefined) return false;
      const year = (date: string): number => Number(date.slice(0, 4));
      return (
        (founded !== undefined && year(ended) < year(founded)) ||
        status === 'operating' ||
        status === 'planned'
      );
    });
    expect(wrong.map((venture) => venture.id)).toEqual([]);
  });

  it('dates no venture before there were any, nor after it was checked', () => {
    const wrong = ventures.filter(({ founded, ended, checked }) =>
      [founded, ended].some(
        (date) =>
          date !== undefined &&
          (Number(date.slice(0, 4)) < FIRST_VENTURE || (checked !== undefined && date > checked)),
      ),
    );
    expect(wrong.map((venture) => venture.id)).toEqual([]);
  });

  it('gives no day of founding to a venture that is only planned', () => {
    const early = ventures.filter(({ status, founded }) => status === 'planned' && founded !== undefined);
    expect(early.map((venture) => venture.id)).toEqual([]);
  });

  it('gives every venture a party from Greater China or a seat there', () => {
    const home = new Set(['CN', 'HK', 'TW']);
    const chinese = new Set(
      companies.filter((company) => home.has(company.country)).map((company) => company.id),
    );
    const parents = new Map(companies.map((company) => [company.id, company.parent]));
    const foreign = ventures.filter(
      (venture) =>
        !home.has(venture.country) &&
        !venture.partners.some(
          ({ company }) => chinese.has(company) || chinese.has(parents.get(company) ?? ''),
        ),
    );
    expect(foreign.map((venture) => venture.id)).toEqual([]);
  });

  it('covers ventures in China and abroad, electric and not', () => {
    const abroad = ventures.filter((venture) => venture.country !== 'CN');
    expect(abroad.length).toBeGreaterThanOrEqual(ABROAD_FLOOR);
    expect(new Set(ventures.map((venture) => venture.ev))).toEqual(new Set(['core', 'also', 'none']));
  });
});
