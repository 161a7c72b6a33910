/** A timeline with one track per venture on a shared axis; below each track its events are listed as text. */
import type { VentureTimeline } from '../pipeline/answers/ledger.ts';
import type { VentureEvent } from '../pipeline/answers/venture-events.ts';
import { type Html, html } from './html.ts';
import { ventureHref } from './links.ts';
import { empty, PHASES, type Phase, phaseOf } from './parts.ts';
import { toldDay } from './words.ts';

/** Year labels that fit on a phone. */
const MAX_LABELS = 6;
/** Events of one venture that are listed as text: its first ones and its latest. */
const FIRST_EVENTS = 4;
const LAST_EVENTS = 8;
const YEAR_MS = 365.25 * 86_400_000;

/** Says what the day of an event is, which a reader would take for the day on which it happened. */
export const DATED =
  'The day is that of the first article that reports an event; the event itself may be much earlier.';

type Track = Pick<VentureTimeline, 'id' | 'name' | 'events'>;

export function tracks(ventures: readonly Track[], now: number): Html {
  const days = ventures.flatMap(({ events }) => events.map((event) => Date.parse(event.day)));
  if (days.length === 0) return empty('The articles date no event of these ventures.');
  const from = new Date(Math.min(...days)).getUTCFullYear();
  const axis = { from, years: Math.max(1, new Date(Math.max(now, ...days)).getUTCFullYear() + 1 - from) };
  return html`<ul class="legend">${Object.entries(PHASES).map(
    ([phase, { name, stages }]) =>
      html`<li><svg class="mark" width="14" height="14" aria-hidden="true">${symbol(phase as Phase, '7', 7)}</svg>${name} <span class="muted">(${stages.join(', ')})</span></li>`,
  )}</ul>
<p class="meta">${DATED}</p>
<div class="tracks">
${axisLine(axis)}
<ol class="plain">${ventures.map((venture) => track(venture, axis))}</ol>
</div>`;
}

interface Axis {
  /** The year it begins with. */
  readonly from: number;
  readonly years: number;
}

/** `at`: epoch ms; the result is in percent of the axis. */
const xOf = ({ from, years }: Axis, at: number): string =>
  `${((Math.max(0, at - Date.UTC(from)) / YEAR_MS / years) * 100).toFixed(2)}%`;

function axisLine(axis: Axis): Html {
  const step = Math.ceil(axis.years / MAX_LABELS);
  const labels = Array.from({ length: Math.ceil(axis.years / step) }, (_, index) => axis.from + index * step);
  return html`<svg class="axis" width="100%" height="24" aria-hidden="true">${labels.map(
    (year) => html`<text x="${xOf(axis, Date.UTC(year))}" y="16">${year}</text>`,
  )}</svg>`;
}

function track({ id, name, events }: Track, axis: Axis): Html {
  return html`<li class="track"><h3><a href="${ventureHref(id)}" dir="auto">${name}</a></h3>
<svg class="line" width="100%" height="22" aria-hidden="true"><line x1="0" x2="100%" y1="11" y2="11"></line>${events.map(
    (event) => symbol(phaseOf(event.stage), xOf(axis, Date.parse(event.day)), 11),
  )}</svg>
${events.length === 0 ? html`<p class="meta">no dated event</p>` : html`<ol class="events">${eventItems(id, events)}</ol>`}
</li>`;
}

function eventItems(id: string, events: readonly VentureEvent[]): Html {
  const between = events.length - FIRST_EVENTS - LAST_EVENTS;
  const texts = (some: readonly VentureEvent[]) => some.map((event) => eventText(id, event));
  if (between <= 1) return html`${texts(events)}`;
  return html`${texts(events.slice(0, FIRST_EVENTS))}<li><a href="${ventureHref(id)}">${between} more</a></li>${texts(events.slice(-LAST_EVENTS))}`;
}

function eventText(ventureId: string, event: VentureEvent): Html {
  const { stage, day, quotes } = event;
  return html`<li><a href="${ventureHref(ventureId)}#${eventAnchor(event)}">${stage}</a> ${toldDay(day, quotes)}</li>`;
}

export const eventAnchor = ({ stage, day: when }: Pick<VentureEvent, 'stage' | 'day'>): string =>
  `${stage}-${when}`;

/** Phases differ in shape as well as in colour. `x` may be a percentage of the width. */
function symbol(phase: Phase, x: string, y: number): Html {
  switch (phase) {
    case 'early':
      return html`<circle class="symbol ${phase}" cx="${x}" cy="${y}" r="5"></circle>`;
    case 'deal':
      return html`<circle class="symbol ${phase}" cx="${x}" cy="${y}" r="6"></circle>`;
    case 'running':
      return html`<svg x="${x}" overflow="visible"><rect class="symbol ${phase}" x="-5" y="${y - 5}" width="10" height="10"></rect></svg>`;
    case 'end':
      return html`<svg x="${x}" overflow="visible"><path class="symbol ${phase}" d="M-5 ${y - 5} 5 ${y + 5} M-5 ${y + 5} 5 ${y - 5}"></path></svg>`;
  }
}
