/** `/ventures/:id`: one venture: what the ledger has, its events with quotes, the figures that articles state. */
import type { VentureDetail } from '../../pipeline/answers/ledger.ts';
import type { Figure, Quote, VentureEvent } from '../../pipeline/answers/venture-events.ts';
import { goneNote } from '../../text/shown/since-published.ts';
import { type Html, html, joined, NONE } from '../html.ts';
import { articleHref, listHref, outside, ventureHref } from '../links.ts';
import {
  DOT,
  empty,
  facts,
  foreign,
  nameOf,
  partnersText,
  sinceBadges,
  stageBadge,
  titleOf,
} from '../parts.ts';
import type { Page } from '../site.ts';
import { DATED, eventAnchor } from '../venture-tracks.ts';
import { counted, countryName, day, dayText, toldDay } from '../words.ts';

/** Quotes of one event or figure; of the others only the number is shown. */
const MAX_QUOTES = 5;
/** The latest events are shown. */
const MAX_EVENTS = 60;
const MAX_FIGURES = 40;

export const venturePage: Page = async ({ answers }, { id }) => {
  const venture = await answers.venture(id);
  const events = venture.events.slice(-MAX_EVENTS).reverse();
  return {
    title: venture.name,
    section: 'ventures',
    main: html`<h1 dir="auto">${venture.name}</h1>
<p class="meta">${joined([stageBadge(venture.stage), venture.new ? html`<span class="badge">new to the ledger</span>` : null, counted(venture.articles, 'article'), goneNote(venture), venture.lastDay === null ? null : html`last reported ${day(venture.lastDay)}`], DOT)}</p>
<div class="beside">
<section aria-labelledby="events"><h2 id="events">What happened</h2>
${
  events.length === 0
    ? empty('No article dates an event of this venture yet.')
    : html`<p class="meta dated">${DATED}</p><ol class="timeline">${events.map((event) => eventOf(event))}</ol>`
}
${events.length < venture.events.length ? html`<p class="muted">The latest ${events.length} of ${venture.events.length} events.</p>` : NONE}
</section>
<div class="aside">
${known(venture)}
${figuresOf(venture.figures)}
</div>
</div>`,
  };
};

function eventOf(event: VentureEvent): Html {
  const { stage, day: when, quotes } = event;
  return html`<li id="${eventAnchor(event)}"><h3>${stageBadge(stage)} ${toldDay(when, quotes)}</h3>
${quotes.slice(0, MAX_QUOTES).map(
  (
    quote,
  ) => html`${quote.sentence === null || quote.place?.field === 'title' ? NONE : html`<blockquote>${foreign(quote.sentence, quote.language, 'p')}</blockquote>`}
<p class="meta">${cite(quote)}</p>`,
)}${quotes.length > MAX_QUOTES ? html`<p class="meta">and ${counted(quotes.length - MAX_QUOTES, 'more article', 'more articles')}</p>` : NONE}</li>`;
}

function cite(quote: Quote): Html {
  const { articleId, title, source, language, publishedAt, day: when } = quote;
  return html`${nameOf(source)}, ${publishedAt === null ? 'seen ' : NONE}${day(when)}: <a href="${articleHref(articleId)}">${foreign(titleOf(title), language)}</a>${sinceBadges(quote)}`;
}

function known(venture: VentureDetail): Html {
  const { partners, country, place, sector, founded, ended, status, successor, brands, aliases } = venture;
  const seat = [place, country === null ? null : countryName(country)]
    .filter((part) => part !== null)
    .join(', ');
  return html`<section class="card" aria-labelledby="facts"><h2 id="facts">Facts</h2>
${facts([
  [
    'Partners',
    html`${partnersText(partners)}${
      venture.new
        ? NONE
        : html`<span class="line muted">by the ledger, ${venture.checked === null ? 'not checked' : html`as of ${day(venture.checked)}`}</span>`
    }${venture.stakesSince.length === 0 ? NONE : html`<span class="line">Newer articles state other stakes: <strong dir="auto">${venture.stakesSince.join(', ')}</strong></span>`}`,
  ],
  ['Seat', seat],
  ['Sector', sector],
  ['Founded', founded === null ? null : day(founded)],
  ['Ended', ended === null ? null : day(ended)],
  ['Status in the ledger', status],
  ['Successor', successor === null ? null : html`<a href="${ventureHref(successor)}">${successor}</a>`],
  ['Brands', brands.join(', ')],
  ['Also called', aliases.length === 0 ? null : html`<span dir="auto">${aliases.join(', ')}</span>`],
  ['Sources', sourcesOf(venture)],
])}
${venture.articles === 0 ? NONE : html`<p><a href="${listHref({ venture: venture.id })}">Articles that mention it</a></p>`}</section>`;
}

function sourcesOf({ sources, checked, new: candidate }: VentureDetail): Html {
  if (candidate) return html`known from articles only; not in the ledger yet`;
  return html`${sources.map((source) => html`<span class="line">${outside(source, hostOf(source))}</span>`)}
<span class="line muted">${checked === null ? 'not checked against a source' : html`checked ${dayText(checked)}`}</span>`;
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : url);

function figuresOf(figures: readonly Figure[]): Html {
  if (figures.length === 0) return NONE;
  return html`<section class="card" aria-labelledby="figures"><h2 id="figures">Figures as stated</h2>
${figures.some(({ what }) => what === 'stake') ? html`<p class="meta">The sentence says whose share a stake is.</p>` : NONE}
<table class="plain-table"><thead><tr><th scope="col">What</th><th scope="col">Value</th><th scope="col">By</th></tr></thead>
<tbody>${figures.slice(0, MAX_FIGURES).map(
    ({ what, value, quotes }) =>
      html`<tr><td>${what === 'amount' ? 'sum' : what}</td><th scope="row" dir="auto">${value}</th><td>${
        what === 'stake'
          ? quotes.slice(0, MAX_QUOTES).map((quote) => html`<span class="line">${statedBy(quote)}</span>`)
          : joined(
              quotes
                .slice(0, MAX_QUOTES)
                .map(
                  (quote) =>
                    html`<a href="${articleHref(quote.articleId)}">${nameOf(quote.source)}</a>${sinceBadges(quote)}`,
                ),
              html`, `,
            )
      }${quotes.length > MAX_QUOTES ? html` and ${quotes.length - MAX_QUOTES} more` : NONE}</td></tr>`,
  )}</tbody></table></section>`;
}

function statedBy(quote: Quote): Html {
  const { articleId, source, publishedAt, day: when, sentence, language } = quote;
  return html`<a href="${articleHref(articleId)}">${nameOf(source)}</a>, ${publishedAt === null ? 'seen ' : NONE}${day(when)}${sentence === null ? NONE : html`: ${foreign(sentence, language, 'q')}`}${sinceBadges(quote)}`;
}
