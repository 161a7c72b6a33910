/** The tagger: decides whether an article mentions a Chinese EV joint venture, and quotes the sentences that prove it. */
import type { CompanyMention, Evidence, Tagging, TagInput } from '../core/model.ts';
import { inUsualWriting } from './as-given.ts';
import type { Company, Knowledge, Venture } from './knowledge/knowledge.ts';
import type { PairLookup } from './line/anchor.ts';
import type { Reading } from './line/line.ts';
import { nameTable } from './names/names.ts';
import { mayBeTagged } from './possible.ts';
import { readArticle } from './reading.ts';
import { confidenceOf } from './scoring/confidence.ts';
import { quotes } from './scoring/evidence.ts';
import { type Scored, scoreArticle, THRESHOLD } from './scoring/score.ts';
import { round, venturesOf } from './venture/venture.ts';

// Score from which a sentence below the threshold is further evidence beside one that reaches it.
const SUPPORTING = 0.3;

/**
 * A tagger for the knowledge given: a pure, synchronous function that never throws, whatever the strings. Evidence has UTF-16
 * offsets in the title or text as given; figures and names are in usual writing (see as-given.ts).
 */
export function createTagger(knowledge: Knowledge): (input: TagInput) => Tagging {
  const names = nameTable(knowledge);
  const companies = new Map(knowledge.companies.map((company) => [company.id, company]));
  const pairs = pairLookup(knowledge);
  return (given) => {
    const { input, quote } = inUsualWriting(given);
    const reading = readArticle(input, names);
    const scored = mayBeTagged(reading) ? scoreArticle(reading, pairs) : [];
    const best = scored[0]?.score ?? 0;
    const tagged = best >= THRESHOLD;
    const supporting = tagged ? scored.filter(supports) : [];
    const title = input.title ?? '';
    const asGiven = (evidence: readonly Evidence[]): Evidence[] =>
      evidence.map((one) => quote(one, supporting));
    return {
      tagged,
      tags: tagged
        ? [
            {
              tag: 'chinese-ev-jv',
              confidence: round(confidenceOf(best)),
              evidence: asGiven(quotes(supporting, title, input.text)),
            },
          ]
        : [],
      ventures: venturesOf(supporting, reading, companies, pairs, title, input.text).map((venture) => ({
        ...venture,
        evidence: asGiven(venture.evidence),
      })),
      companies: companyCounts(reading, companies),
      language: reading.language,
    };
  };
}

/** True for an anchor that is evidence: it reaches the threshold, or SUPPORTING without being denied. */
function supports({ score, parts }: Scored): boolean {
  return score >= THRESHOLD || (score >= SUPPORTING && parts.standing >= THRESHOLD);
}

/** Looks up ventures by two partners, by a subsidiary of one, or by a partner and the venture's own brand. */
export function pairLookup({ companies, ventures }: Knowledge): PairLookup {
  const parents = new Map(companies.map((company) => [company.id, company.parent]));
  const byPair = new Map<string, Venture[]>();
  // "Geely owns half of smart": a brand without a parent is the venture itself.
  const byBrand = new Map<string, Venture[]>();
  const brands = new Map(
    companies
      .filter(({ kind, parent }) => kind === 'brand' && parent === undefined)
      .map(({ name, id }) => [name, id]),
  );
  for (const venture of ventures) {
    const ids = venture.partners.map((partner) => partner.company);
    const own = (venture.brands ?? []).flatMap((name) => brands.get(name) ?? []);
    for (const a of ids) {
      for (const b of ids) if (a !== b) add(byPair, a, b, venture);
      for (const brand of own.filter((id) => !ids.includes(id))) {
        add(byBrand, a, brand, venture);
        add(byBrand, brand, a, venture);
      }
    }
  }
  const family = (id: string): string[] => {
    const parent = parents.get(id);
    return parent === undefined ? [id] : [id, parent];
  };
  return (a, b) => {
    for (const left of family(a))
      for (const right of family(b)) {
        const found = byPair.get(`${left} ${right}`);
        if (found !== undefined) return found;
      }
    return byBrand.get(`${a} ${b}`) ?? [];
  };
}

function add(to: Map<string, Venture[]>, a: string, b: string, venture: Venture): void {
  const list = to.get(`${a} ${b}`);
  if (list === undefined) to.set(`${a} ${b}`, [venture]);
  else list.push(venture);
}

/** The companies that the article mentions, bystanders included, by number of mentions. */
function companyCounts(reading: Reading, companies: ReadonlyMap<string, Company>): CompanyMention[] {
  const counts = new Map<string, number>();
  for (const line of reading.lines)
    for (const at of [...line.companies, ...line.bystanders])
      counts.set(at.company.id, (counts.get(at.company.id) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([companyId, mentions]) => ({
      companyId,
      name: companies.get(companyId)?.name ?? companyId,
      mentions,
    }));
}
