/** Tells on stderr what a filter asks for that there is not. */
import type { Answers } from '../pipeline/answers.ts';
import { forTerminal } from './output.ts';

export async function tellUnknown(answers: Pick<Answers, 'unknownNames'>, filter: object): Promise<void> {
  for (const line of await answers.unknownNames(filter)) process.stderr.write(`${forTerminal(line)}\n`);
}
