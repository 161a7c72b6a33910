/** The order of two texts by their characters' numbers: the same on every machine, whatever language it speaks. */
export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
