/** Says when a site's rule has stopped matching: a site that changed its pages shows in feed health, not as silence. */
import { RULE_PARTS, type RulePart, type SiteRuleOutcome } from '../core/model.ts';

/** Pages that are looked at; fewer say nothing, for a site may write a few articles of another make. */
const RECENT_PAGES = 10;

export interface RuledPage {
  /** When the page was read, epoch ms. */
  readonly at: number;
  readonly siteRule: SiteRuleOutcome;
}

interface SiteRuleFault {
  /** Id of the rule. */
  readonly rule: string;
  /** The first part, the text before all others, that found nothing on any of the pages. */
  readonly part: RulePart;
  /** How many pages that were. */
  readonly missedOf: number;
  /** The earliest page known since which the part has found nothing, epoch ms. */
  readonly since: number;
}

/**
 * Null while every part of the rule matches now and then, or too few pages were read. Takes the pages of one site in any
 * order; those that another rule was tried on before do not count.
 */
export function siteRuleHealth(pages: readonly RuledPage[]): SiteRuleFault | null {
  const newestFirst = pages.toSorted((a, b) => b.at - a.at);
  const rule = newestFirst[0]?.siteRule.id;
  const own = newestFirst.filter((page) => page.siteRule.id === rule);
  if (rule === undefined || own.length < RECENT_PAGES) return null;
  for (const part of RULE_PARTS) {
    const hit = own.findIndex((page) => !page.siteRule.missed.includes(part));
    const run = hit < 0 ? own : own.slice(0, hit);
    const first = run.at(-1);
    if (first !== undefined && run.length >= RECENT_PAGES)
      return { rule, part, missedOf: run.length, since: first.at };
  }
  return null;
}

/** One line for feed health. */
export function siteRuleFaultText({ rule, part, missedOf }: SiteRuleFault): string {
  return `the site rule ${rule} is out of date: its ${part} matched 0 of the last ${missedOf} pages`;
}
