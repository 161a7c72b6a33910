/** Setbacks of a venture that continues: job cuts and recalls. */
import { inAnyLanguage } from '../../text/words/one-of.ts';
import WORDS from '../data/setback-words.json' with { type: 'json' };

const JOBS_CUT = new RegExp(inAnyLanguage(WORDS.jobsCut), 'iu');
const RECALL = new RegExp(inAnyLanguage(WORDS.recall), 'iu');

/** True for "cuts 2,000 jobs". */
export const cutsJobs = (text: string): boolean => JOBS_CUT.test(text);

/** True for "the market regulator said that X recalls 9,318 cars", where the regulator approves nothing. */
export const tellsOfRecall = (text: string): boolean => RECALL.test(text);
