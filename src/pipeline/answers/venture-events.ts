/** The events and figures of a venture that articles report, with quotes. */
import type { Evidence, Stage } from '../../core/model.ts';
import { shownQuote } from '../../core/shown-quote.ts';
import type { StoredMention } from '../../store/lists/venture-mentions.ts';
import { compareFigures } from '../../stories/stated-figures.ts';
import { DAY_MS } from '../../text/date/time.ts';
import type { ArticleSource } from '../../text/shown/article-source.ts';
import { byText } from '../../text/words/order.ts';
import { usualWriting } from '../../text/words/usual-writing.ts';

export interface Quote extends ArticleSource {
  readonly sentence: string | null;
  /** Where in the article the sentence stands; null without one. */
  readonly place: Pick<Evidence, 'field' | 'start' | 'end'> | null;
}

export interface VentureEvent {
  readonly stage: Stage;
  /** The day of the first article that reports it. */
  readonly day: string;
  readonly quotes: readonly Quote[];
}

export interface Figure {
  readonly what: 'stake' | 'amount';
  readonly value: string;
  readonly quotes: readonly Quote[];
}

/** Reports of one event come within days; the next of the same kind is another event. */
const SAME_EVENT_DAYS = 14;

/** Mentions of one stage that lie close together are one event. */
export function eventsOf(mentions: readonly StoredMention[]): VentureEvent[] {
  const events: { stage: Stage; day: string; lastDay: string; quotes: Quote[] }[] = [];
  // The sort is stable: mentions of one day stay in the order of their times.
  for (const mention of [...mentions].sort((a, b) => byText(a.day, b.day))) {
    if (mention.stage === null) continue;
    const open = events.findLast((event) => event.stage === mention.stage);
    if (open && Date.parse(mention.day) - Date.parse(open.lastDay) <= SAME_EVENT_DAYS * DAY_MS) {
      open.lastDay = mention.day;
      open.quotes.push(quoteOf(mention));
    } else
      events.push({
        stage: mention.stage,
        day: mention.day,
        lastDay: mention.day,
        quotes: [quoteOf(mention)],
      });
  }
  return events.map(({ stage, day, quotes }) => ({ stage, day, quotes }));
}

/** Equal values are one figure, however they are written; different values are listed side by side. */
export function figuresOf(mentions: readonly StoredMention[]): Figure[] {
  const stated = (['stake', 'amount'] as const).flatMap((what) =>
    mentions.flatMap((mention) => {
      const value = mention[what];
      return value === null
        ? []
        : { what, stated: value, article: String(mention.articleId), language: mention.language };
    }),
  );
  return compareFigures(stated).flatMap(({ what, values }) => {
    const quotes = new Map(
      mentions.flatMap((mention) => {
        const words = mention[what];
        return words === null ? [] : [[String(mention.articleId), quoteOf(mention, words)]];
      }),
    );
    return values.map(({ stated: value, articles }) => ({
      what,
      value,
      quotes: articles.flatMap((id) => quotes.get(id) ?? []),
    }));
  });
}

/** Quotes the best sentence that contains `words` in normalised writing; no sentence when none does. */
function quoteOf(mention: StoredMention, words = ''): Quote {
  const { articleId, url, title, source, language, publishedAt, day, evidence } = mention;
  const { changedAt, goneSince } = mention;
  const best = shownQuote(evidence.filter(({ sentence }) => usualWriting(sentence).text.includes(words)));
  const place = best ? { field: best.field, start: best.start, end: best.end } : null;
  const sentence = best?.sentence ?? null;
  const since = { changedAt, goneSince };
  return { articleId, url, title, source, language, publishedAt, ...since, day, sentence, place };
}
