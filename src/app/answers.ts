/** Opens the store for questions, beside any writer. */
import type { Config } from '../config.ts';
import { type Answers, createAnswers } from '../pipeline/answers.ts';
import type { Knowledge } from '../tags/knowledge.ts';
import { knowledgeIn } from './knowledge.ts';
import { openReader } from './store.ts';

export interface OpenAnswers extends Answers {
  close(): void;
}

/** Throws OperationError as openReader does; a fault in the user's own knowledge is thrown when it is first needed. */
export function openAnswers(config: Config): OpenAnswers {
  const reader = openReader(config);
  let knowledge: Promise<Knowledge> | undefined;
  const answers = createAnswers({
    reader,
    knowledge: () => {
      knowledge ??= knowledgeIn(config.paths.knowledge);
      return knowledge;
    },
    now: Date.now,
  });
  return { ...answers, close: reader.close };
}
