/** The labelled articles that weights and confidence are fitted and measured on. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import type { Stage, TagInput } from '../src/core/model.ts';

export interface LabelledArticle {
  /** Which set it comes from. */
  readonly set: string;
  readonly input: TagInput;
  readonly tagged: boolean;
  readonly stage: Stage | null;
}

const FOLDER = new URL('../test/tags/', import.meta.url);
const OWN = readdirSync(FOLDER).filter((file) => /^articles.*\.json$/.test(file));
// Beside the project, on the machines that have them.
const SHARED = ['real-dev.jsonl', 'written-dev.jsonl'];

interface OwnRow {
  readonly language: string;
  readonly publishedAt?: string;
  readonly title: string;
  readonly text: string;
  readonly tagged: boolean;
  readonly stage?: Stage;
}

interface SharedRow {
  readonly title?: string | null;
  readonly text: string;
  readonly lang: string;
  readonly publishedAt?: string | null;
  readonly label: number | string;
  readonly stage?: Stage;
}

/** All sets that are present; the project's own always are. */
export function labelledArticles(): LabelledArticle[] {
  const own = OWN.flatMap((set) => {
    const rows: OwnRow[] = JSON.parse(readFileSync(new URL(set, FOLDER), 'utf8'));
    return rows.map(({ title, text, language, publishedAt, tagged, stage }) => ({
      set,
      input: { title, text, lang: language, publishedAt },
      tagged,
      stage: stage ?? null,
    }));
  });
  return [...own, ...SHARED.flatMap(sharedSet)];
}

function sharedSet(set: string): LabelledArticle[] {
  const file = new URL(`../../shared/eval/tagging/${set}`, import.meta.url);
  if (!existsSync(file)) return [];
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): SharedRow => JSON.parse(line))
    .map(({ title, text, lang, publishedAt, label, stage }) => ({
      set,
      input: { title: title ?? undefined, text, lang, publishedAt: publishedAt ?? undefined },
      tagged: Number(label) === 1,
      stage: stage ?? null,
    }));
}
