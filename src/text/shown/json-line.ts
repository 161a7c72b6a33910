/** JSON as one line, whoever reads it. */

/** Allowed in JSON, but line readers (Node's readline, too) take them for the end of a line. */
const LINE_ENDS = /[\u2028\u2029]/g;

/** Characters that JSON leaves unescaped and that control a terminal: DEL and C1 controls, line separators, bidirectional controls. */
export const STEERING = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** The value as one line of JSON, with its line break. */
export function jsonLine(value: unknown): string {
  return `${escapedIn(JSON.stringify(value), LINE_ENDS)}\n`;
}

/** JSON with these characters written as escapes, which mean the same. */
export function escapedIn(json: string, signs: RegExp): string {
  return json.replace(signs, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
