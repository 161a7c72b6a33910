/** Times as programs get them: epoch milliseconds become ISO 8601 UTC. */

export const isoOf = (time: number): string => new Date(time).toISOString();
export const isoOrNull = (time: number | null): string | null => (time === null ? null : isoOf(time));
