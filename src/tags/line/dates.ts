/** Dates of the ledger, which may be a year ("2020"), a month ("2020-04") or a day. */

export function yearOf(date: string | undefined): number | null {
  return date === undefined ? null : Number(date.slice(0, 4));
}

/** Months from `from` ("2020-04") to `to` ("2020-06" or null), negative if it is earlier; null when either month is unknown. */
export function monthsBetween(from: string | undefined, to: string | null): number | null {
  if (from === undefined || from.length < 7 || to === null) return null;
  const count = (date: string): number => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
  return count(to) - count(from);
}
