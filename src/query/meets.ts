/** Whether values match a filter's list, for filtering outside the database. Pure. */
import type { Values } from './article-filter.ts';

/** Whether `own` has any of the wanted values (if there are some) and none of the excluded ones. */
export function meets(own: readonly (string | null)[], wanted: Values | undefined): boolean {
  const { any = [], none = [] } = wanted ?? {};
  const has = (value: string): boolean => own.includes(value);
  return (any.length === 0 || any.some(has)) && !none.some(has);
}
