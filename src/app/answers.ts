/** Opens the store for questions, beside any writer. */
import type { Config } from '../config.ts';
import { type Answers, createAnswers } from '../pipeline/answers/answers.ts';
import { knowledgeOnce } from './knowledge.ts';
import { openReader } from './store.ts';

export interface OpenAnswers extends Answers {
  close(): void;
}

/** Throws OperationError as openReader() does; a mistake in the user's own knowledge is thrown when that is first needed. */
export function openAnswers(config: Config, knowledge = knowledgeOnce(config.paths.knowledge)): OpenAnswers {
  const reader = openReader(config);
  const answers = createAnswers({ reader, knowledge: knowledge.all, now: Date.now });
  return { ...answers, close: reader.close };
}
