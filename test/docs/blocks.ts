/** Blocks of code in the documentation. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../cli/jvwire.ts';

/** What stands between the fences of this language, in order. */
export function documentedBlocks(file: string, language: string): string[] {
  const text = readFileSync(join(projectRoot, file), 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, block = '']) => block,
  );
}
