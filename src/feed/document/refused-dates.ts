/** Reports which dates of a document are implausible, so that their absence from the articles has a reason. */
import type { FeedItem } from '../../core/model.ts';
import { plausibleDate } from '../../text/date/date.ts';

const WHY = { future: 'in the future', 'too-old': 'before 1995' } as const;

/** One line for each reason, with the number of dates and the first of them. `now` in epoch ms. */
export function refusedDates(items: readonly Pick<FeedItem, 'publishedAt'>[], now: number): string[] {
  const refused = { future: [] as string[], 'too-old': [] as string[] };
  for (const { publishedAt } of items) {
    const verdict = publishedAt === null ? 'ok' : plausibleDate(publishedAt, new Date(now));
    if (verdict !== 'ok' && publishedAt !== null) refused[verdict].push(publishedAt);
  }
  return (['future', 'too-old'] as const).flatMap((reason) => {
    const [first] = refused[reason];
    const count = refused[reason].length;
    return first === undefined
      ? []
      : [`${count} ${count === 1 ? 'date is' : 'dates are'} ${WHY[reason]} and left out (${first})`];
  });
}
