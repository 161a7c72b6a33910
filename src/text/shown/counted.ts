/** A number with the name of what it counts: "1 word", "2 words", "0 entries". */

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count} ${count === 1 ? one : many}`;

/** How often: "once", "2 times". */
export const timesText = (count: number): string => (count === 1 ? 'once' : `${count} times`);
