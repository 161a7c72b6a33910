/** Converts stored times (epoch ms) to ISO 8601 UTC, the form in which they leave the store. */

export const isoOf = (time: number): string => new Date(time).toISOString();
export const isoOrNull = (time: number | null): string | null => (time === null ? null : isoOf(time));
