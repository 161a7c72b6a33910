/** Tells whoever asks that nothing new comes in: an answer says nothing of what nobody looks for. */
import type { Answers } from '../pipeline/answers/answers.ts';

export function tellPaused(answers: Pick<Answers, 'everythingPaused'>): void {
  if (answers.everythingPaused())
    process.stderr.write('everything is paused: nothing new comes in; `jvwire jobs resume` goes on\n');
}
