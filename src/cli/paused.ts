/** Notes on stderr that everything is paused: the answer itself cannot show that nothing new comes in. */
import type { Answers } from '../pipeline/answers/answers.ts';

export function tellPaused(answers: Pick<Answers, 'everythingPaused'>): void {
  if (answers.everythingPaused())
    process.stderr.write('everything is paused: nothing new comes in; `jvwire jobs resume` continues\n');
}
