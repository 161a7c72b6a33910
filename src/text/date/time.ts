/** Lengths of time that every layer counts in. */

export const DAY_MS = 86_400_000;
