/** JSON as one line, whoever reads it. */

/** With its end. U+2028 and U+2029 may stand in JSON, but readers of lines (Node's readline too) take them for ends of one. */
export function jsonLine(value: unknown): string {
  const json = JSON.stringify(value).replace(
    /[\u2028\u2029]/g,
    (end) => `\\u${end.charCodeAt(0).toString(16)}`,
  );
  return `${json}\n`;
}
