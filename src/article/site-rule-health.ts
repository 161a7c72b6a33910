/** Tells when a site's rule has stopped matching, so that a redesigned site shows in feed health instead of failing silently. */
import { RULE_PARTS, type RulePart, type SiteRuleOutcome } from '../core/model.ts';

/** Least pages in a row without a match: a site may publish a few articles of another layout. */
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
  /** When the first page of that run was read, epoch ms. */
  readonly since: number;
}

/**
 * Null while every part of the rule matches now and then, or if too few pages were read. Takes the pages of one site in any
 * order; only those with the rule of the latest page count.
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
