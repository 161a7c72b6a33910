/** JSON as one line, whoever reads it. */

/** They may stand in JSON, but readers of lines (Node's readline too) take them for ends of one. */
const LINE_ENDS = /[\u2028\u2029]/g;

/** What JSON lets stand and a terminal obeys: controls of one byte, ends of lines, turns of the direction. */
export const STEERING = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** With its end. */
export function jsonLine(value: unknown): string {
  return `${escapedIn(JSON.stringify(value), LINE_ENDS)}\n`;
}

/** JSON with these characters written as escapes, which mean the same. */
export function escapedIn(json: string, signs: RegExp): string {
  return json.replace(signs, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`);
}
