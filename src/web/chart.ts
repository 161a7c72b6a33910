/**
 * A chart over time: a table of its numbers, from which JavaScript draws the chart and then collapses it. Without
 * JavaScript the table stays open.
 */
import { type Html, html } from './html.ts';
import { scrolling } from './parts.ts';
import { day, number } from './words.ts';

export interface Chart {
  readonly id: string;
  readonly caption: string;
  readonly unit: 'day' | 'month';
  /** `color` names a colour of the style sheet. Series are stacked in this order, the first at the bottom. */
  readonly series: readonly { readonly name: string; readonly color: string }[];
  /** `at`: YYYY-MM-DD or YYYY-MM; `values`: one per series. */
  readonly rows: readonly { readonly at: string; readonly values: readonly number[] }[];
}

export function chart({ id, caption, unit, series, rows }: Chart): Html {
  return html`<figure class="chart" data-chart="${unit}" id="${id}">
<figcaption>${caption}</figcaption>
<ul class="legend" hidden>${series.map(({ name, color }) => html`<li><span class="swatch fill-${color}" aria-hidden="true"></span>${name}</li>`)}</ul>
<div class="plot" role="img" aria-label="Chart: ${caption}. The numbers are in the table below." hidden></div>
<p class="readout" hidden></p>
<details open>
<summary>The numbers</summary>
${scrolling(
  `The numbers: ${caption}`,
  html`<table class="numbers">
<thead><tr><th scope="col">${unit === 'day' ? 'Day' : 'Month'}</th>${series.map(
    ({ name, color }) => html`<th scope="col" class="amount" data-color="${color}">${name}</th>`,
  )}</tr></thead>
<tbody>${rows.map(
    ({ at, values }) =>
      html`<tr><th scope="row">${day(at)}</th>${values.map((value) => html`<td class="amount">${number(value)}</td>`)}</tr>`,
  )}</tbody>
</table>`,
)}
</details>
</figure>`;
}
