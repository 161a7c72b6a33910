/** Whether an approval that a sentence mentions is still awaited: "subject to approval". */
import { inAnyLanguage } from '../../text/words/one-of.ts';
import WORDS from '../data/approval-words.json' with { type: 'json' };

// "subject to the usual approval", "soggetta all'approvazione", "بانتظار موافقة الجهات": up to four words and an article between.
const BEFORE = new RegExp(
  String.raw`(?<!\p{L})${inAnyLanguage(WORDS.awaitedBefore)}\s(?:[^\s,;.]+\s){0,4}(?:\p{L}+['’]|ال)?$|${inAnyLanguage(WORDS.awaitedBeforeWithin)}[^，。；、]{0,12}$`,
  'iu',
);
const AFTER = new RegExp(`^${inAnyLanguage(WORDS.awaitedAfter)}`, 'iu');
/** UTF-16 units searched before the approval. */
const REACH = 60;

/** True for the "approval" of "is subject to approval"; `from` and `to` are its UTF-16 offsets in the text. */
export function isAwaited(text: string, from: number, to: number): boolean {
  return BEFORE.test(text.slice(Math.max(0, from - REACH), from)) || AFTER.test(text.slice(to));
}
