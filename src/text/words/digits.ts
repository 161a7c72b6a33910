/** Arabic and Thai digits as those that everybody reads. */

const OTHERS = /[\u0660-\u0669\u0e50-\u0e59]/g;
/** Both scripts have their ten digits from a code that ends in a zero. */
const DIGIT = 0xf;

export function plainDigits(text: string): string {
  return text.replace(OTHERS, (digit) => String(digit.charCodeAt(0) & DIGIT));
}
