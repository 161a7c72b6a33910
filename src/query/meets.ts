/** Whether what something has meets a list of values, wherever that is decided outside the database. Pure. */
import type { Values } from './article-filter.ts';

/** It has any of them, where there are some, and none that is excluded. */
export function meets(own: readonly (string | null)[], wanted: Values | undefined): boolean {
  const { any = [], none = [] } = wanted ?? {};
  const has = (value: string): boolean => own.includes(value);
  return (any.length === 0 || any.some(has)) && !none.some(has);
}
