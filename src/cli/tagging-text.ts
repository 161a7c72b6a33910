/** How an article was tagged, as sections of its explanation: mentions, rules that fired or nearly did, score, result. */
import type { styleText } from 'node:util';
import type { VentureMention } from '../core/model.ts';
import type { TaggingExplanation } from '../pipeline/explain/explain-article.ts';
import type { ExplainedRule, ExplainedSentence } from '../tags/explain.ts';
import { describeMentions } from './mentions-text.ts';

/** A part of an explanation, with a label on the left. */
export interface Section {
  readonly label: string;
  /** Plain text; two leading spaces for what belongs to the line above. */
  readonly lines: readonly string[];
  /** Of the label. */
  readonly style?: Parameters<typeof styleText>[0];
  /** Additional indentation of wrapped lines. */
  readonly hanging?: string;
}

/** Rules and sentences shown per section; the JSON has more. */
const SHOWN = 4;

export function taggingSections(explanation: TaggingExplanation): Section[] {
  const { stored, current } = explanation;
  const { fired, nearly, sentences, score, threshold, confidence, tagged } = current;
  const sections: Section[] = [
    { label: 'mentions', lines: describeMentions(current.mentions), hanging: '  ' },
    {
      label: 'fired',
      lines: shown(fired, ruleLines, 'no rule'),
      style: fired.length > 0 ? 'green' : 'yellow',
    },
  ];
  if (nearly.length > 0)
    sections.push({ label: 'nearly', lines: shown(nearly, ruleLines, ''), style: 'yellow' });
  if (!tagged && sentences.length > 0)
    sections.push({ label: 'closest', lines: shown(sentences, sentenceLines, '') });
  sections.push({
    label: 'score',
    lines: [
      `${score.toFixed(2)} of ${threshold.toFixed(2)} needed: ${tagged ? `tagged, confidence ${confidence.toFixed(2)}` : 'not tagged'}`,
    ],
  });
  sections.push({ label: 'stored', lines: storedLines(stored), style: stored.tagged ? 'green' : 'yellow' });
  sections.push({ label: 'rules', ...rulesLines(explanation) });
  return sections;
}

function shown<T>(
  all: readonly T[],
  lines: (one: T, before: T | undefined) => readonly string[],
  none: string,
): string[] {
  if (all.length === 0) return [none];
  const more = all.length - SHOWN;
  return [
    ...all.slice(0, SHOWN).flatMap((one, index) => lines(one, all[index - 1])),
    ...(more > 0 ? [`and ${more} more (--json)`] : []),
  ];
}

function ruleLines(
  { rule, score, text, sentence, field, start, end, parts, why, ventureId, missing }: ExplainedRule,
  before: ExplainedRule | undefined,
): string[] {
  const [chinese, electric] = why;
  const product = Object.entries(parts).map(([name, value]) => `${name} ${value.toFixed(2)}`);
  const where = `(${field} ${start}-${end})`;
  return [
    `${rule} ${score.toFixed(2)} at “${text}”${ventureId === null ? '' : `, ${ventureId}`}${missing === null ? '' : `; too weak: ${missing}`}`,
    `  = ${product.join(' × ')}`,
    `  Chinese side: ${chinese || 'none'}; electric: ${electric || 'no'}`,
    `  ${sentence === before?.sentence ? 'in the same sentence' : `“${sentence}”`} ${where}`,
  ];
}

function sentenceLines({ sentence, field, start, end, has, missing }: ExplainedSentence): string[] {
  return [`“${sentence}” (${field} ${start}-${end})`, `  has ${has.join(', ')}; lacks ${missing.join(', ')}`];
}

function storedLines({ tagged, tags, ventures }: TaggingExplanation['stored']): string[] {
  if (!tagged) return ['not tagged'];
  return [
    ...tags.map(({ tag, confidence }) => `${tag}, confidence ${confidence.toFixed(2)}`),
    ...ventures.map((venture) => `  ${ventureText(venture)}`),
  ];
}

function ventureText({ ventureId, name, partners, stage, sector, stake, amount }: VentureMention): string {
  const who = partners.map((one) => (one.country ? `${one.name} (${one.country})` : one.name)).join(' + ');
  const facts = [stage, sector, stake, amount].filter(Boolean).join(', ');
  return `${ventureId ?? 'new venture'}${name === null ? '' : ` ${name}`}: ${who}${facts === '' ? '' : ` · ${facts}`}`;
}

function rulesLines({
  stored,
  current,
  pruned,
  retag,
}: TaggingExplanation): Pick<Section, 'lines' | 'style'> {
  const { rulesVersion: before } = stored;
  const { rulesVersion: now } = current;
  if (pruned)
    return {
      lines: [
        `tagged by ${before ?? 'unknown rules'} while its text was there; \`jvwire retag\` leaves it as it is, \`jvwire ingest\` with its address makes it whole again`,
      ],
    };
  if (retag)
    return {
      lines: [
        `tagged by ${before ?? 'unknown rules'}; by the current rules, ${now}, \`jvwire retag\` would change this: ${retag.kind === 'changed' ? retag.fields.join(', ') : `tag ${retag.kind}`}`,
      ],
      style: 'yellow',
    };
  if (before === now) return { lines: [`${now}, the current rules`] };
  return {
    lines: [`tagged by ${before ?? 'unknown rules'}; the current rules, ${now}, give the same result`],
  };
}
