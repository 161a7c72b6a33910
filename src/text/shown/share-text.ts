/** Shares of a whole for people. */

/** 0..1 as `98.3 %`, rounded down: never 100.0 for what is less. */
export const shareText = (share: number): string => `${(Math.floor(share * 1000) / 10).toFixed(1)} %`;
