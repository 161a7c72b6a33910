/** The state of an article that is still to be read, as text. */
import { momentText } from '../text/shown/time-text.ts';

export const triesText = (attempts: number): string => (attempts === 1 ? 'one try' : `${attempts} tries`);

/** The result of the tries so far. */
export function notReadLines({
  attempts,
  lastFailure,
}: {
  readonly attempts: number;
  readonly lastFailure: string | null;
}): string[] {
  if (lastFailure === null) return ['not tried yet'];
  return [`not read yet: ${triesText(attempts)} failed`, `  ${lastFailure}`];
}

/** When it will be tried next. `nextAt`: ISO 8601. */
export function nextTryLine({
  attempts,
  nextAt,
  paused,
}: {
  readonly attempts: number;
  readonly nextAt: string;
  readonly paused: boolean;
}): string {
  return paused
    ? '  paused; `jvwire jobs resume` (one feed: `--feed ID`) goes on'
    : `  ${attempts === 0 ? 'due since' : 'next try'} ${momentText(nextAt)}, by \`jvwire run\` or the daemon`;
}
