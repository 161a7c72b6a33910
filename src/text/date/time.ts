/** Durations that every layer uses. */

export const DAY_MS = 86_400_000;
