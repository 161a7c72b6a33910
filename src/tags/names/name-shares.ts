/** Patterns for a share next to the name of the company that holds it, or that is held. */

import { inAnyLanguage } from '../../text/words/one-of.ts';
import WORDS from '../data/share-words.json' with { type: 'json' };

const PERCENT = String.raw`\d{1,2}(?:[.,]\d{1,2})?\s?(?:[%％]|${inAnyLanguage(WORDS.percent)})`;
/** After the name: "X with 49 percent", "X (49%)" */
export const SHARE_NEXT = new RegExp(
  `^(?:\\s(?:with|mit|avec|con|com|met|z|s|med|với|с|dengan))?\\s\\(?${PERCENT}`,
  'iu',
);
/** After the name, a few words further: "X will hold 49 percent" */
export const SHARE_AFTER = new RegExp(`^(?:\\s[\\p{L}’'-]+){1,5}?\\s${PERCENT}`, 'iu');
/** Before the name: "60 per cent by X" */
export const SHARE_BY = new RegExp(
  `${PERCENT}\\s(?:by|von|par|por|da|dalla|do|door|przez|av|oleh)\\s(?:(?:the|der|la|le|il|o)\\s)?$`,
  'iu',
);
/** After the name: "X holds the remaining" */
export const REST_AFTER =
  /^(?:\s[\p{L}’'-]+){0,2}\s(?:the (?:remaining|rest|other)|den Rest|le reste|el resto|il resto|o restante)/iu;
/** After the name: "X shares", "X's board", which only companies have */
export const OWN_SHARES =
  /^(?:\s(?:shares|stock)(?!\p{L})|['’]s?\s(?:[\p{Ll}-]+\s)?(?:board|chair|chief|factory|factories|half|headquarters|holding|managing|plant|portion|share|shareholders|shares|spokes|stake|stock))/u;
/** Before the name of what is held: "will own 55 percent of X" */
export const OWNS_OF = new RegExp(
  `(?:own|hold|have|hält|halten|besitzt|détien\\p{L}+|detien\\p{L}+|detém|possied\\p{L}+)s?\\s${PERCENT}\\s(?:of|von|an|de|d'|di|da)\\s$`,
  'iu',
);
