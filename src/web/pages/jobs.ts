/** `/jobs`: what is running, waiting and given up, with buttons to pause, resume and retry. */
import type { JobsList, ListedJob } from '../../core/operations.ts';
import { EVERYTHING } from '../../core/operations.ts';
import { action, outOfReach } from '../fields.ts';
import { type Html, html, joined, NONE } from '../html.ts';
import { articleHref, feedHref } from '../links.ts';
import type { Names } from '../names.ts';
import { EVERYTHING_PAUSED } from '../parts.ts';
import type { Page } from '../site.ts';
import { counted, moment } from '../words.ts';

const ROWS = 100;

/** Confirmations, shown after the redirect that follows a button. */
const DONE = {
  retried: 'Retrying. Work that has not finished is listed below as running or queued.',
  paused: 'Paused.',
  resumed: 'Resumed.',
} as const;
export type Done = keyof typeof DONE;

export const jobsPage: Page = async ({ operations, names, dashboard }, { params, may }) => {
  const jobs = await operations.call('jobs.list', { limit: ROWS });
  const done = params.get('done') ?? '';
  const everything = jobs.paused.includes(EVERYTHING);
  const writes = may('write');
  const all = everything
    ? action('/jobs/resume', 'Resume everything')
    : action('/jobs/pause', 'Pause everything');
  return {
    title: 'Jobs',
    section: 'jobs',
    main: html`<h1>Jobs</h1>
${Object.hasOwn(DONE, done) ? html`<p class="note good" role="status">${DONE[done as Done]}</p>` : NONE}
<div class="actions">${writes ? all : NONE}
<a class="button" href="/jobs">Refresh</a>
${dashboard !== null && may('admin') ? html`<a class="button" href="${dashboard}">Queues on Redis</a>` : NONE}</div>
${writes ? NONE : outOfReach('To retry, pause or resume', 'write')}
${dashboard === null || may('admin') ? NONE : outOfReach('To see the queues on Redis', 'admin')}
${pauses(jobs.paused, names)}
${active('running', 'Running', jobs.running.slice(0, ROWS), 'Nothing runs at the moment.')}
${active('queued', 'Queued', jobs.queued, 'Nothing waits for its turn.')}
${waiting(jobs.waiting, writes)}
${failed(jobs.failed, writes)}`,
  };
};

/** From the current state, so it also shows what another page or a command has paused. */
function pauses(scopes: readonly string[], names: Names): Html {
  const everything = scopes.includes(EVERYTHING);
  const feeds = scopes.filter((scope) => scope !== EVERYTHING);
  const links = feeds
    .slice(0, ROWS)
    .map((id) => html`<a href="${feedHref(id)}" dir="auto">${names.feed(id)}</a>`);
  const list = html`${joined(links, html`, `)}${feeds.length > ROWS ? ` and ${feeds.length - ROWS} more` : NONE}`;
  if (everything)
    return html`<p class="note">${EVERYTHING_PAUSED}${feeds.length === 0 ? NONE : html` After resuming, these feeds stay paused: ${list}.`}</p>`;
  if (feeds.length === 0) return NONE;
  return html`<p class="note">${counted(feeds.length, 'feed')} paused: ${list}. Nothing of ${feeds.length === 1 ? 'it' : 'them'} is polled or read; everything else continues.</p>`;
}

function section(id: string, name: string, count: number, content: Html): Html {
  return html`<section aria-labelledby="${id}"><h2 id="${id}">${name}${count === 0 ? NONE : html` <span class="count">${count}${count >= ROWS ? ' or more' : NONE}</span>`}</h2>${content}</section>`;
}

function active(id: string, name: string, jobs: readonly ListedJob[], none: string): Html {
  if (jobs.length === 0) return section(id, name, 0, nothing(none));
  return section(
    id,
    name,
    jobs.length,
    html`<table class="cards"><thead><tr><th scope="col">Job</th><th scope="col">Address</th><th scope="col">${id === 'running' ? 'Since' : 'Not before'}</th></tr></thead>
<tbody>${jobs.map(
      (job) =>
        html`<tr><th scope="row"><code>${job.id}</code></th><td><span class="address">${job.url}</span></td><td class="nowrap">${job.at === null ? 'as soon as there is room' : moment(job.at)}</td></tr>`,
    )}</tbody></table>`,
  );
}

function waiting(jobs: JobsList['waiting'], writes: boolean): Html {
  if (jobs.length === 0)
    return section('waiting', 'Waiting for their next try', 0, nothing('Nothing waits for another try.'));
  return section(
    'waiting',
    'Waiting for their next try',
    jobs.length,
    html`<table class="cards"><thead><tr><th scope="col">Article</th><th scope="col">Address and reason</th><th scope="col">Next try</th>${writes ? html`<th scope="col">Now</th>` : NONE}</tr></thead>
<tbody>${jobs.map(
      ({
        articleId,
        url,
        attempts,
        at,
        lastFailure,
      }) => html`<tr><th scope="row"><a href="${articleHref(articleId)}">${articleId}</a></th>
<td><span class="address">${url}</span> <span class="meta">${counted(attempts, 'try', 'tries')}${lastFailure === null ? NONE : html`; ${lastFailure}`}</span></td>
<td class="nowrap">${moment(at)}</td>${writes ? html`<td>${retry(articleId)}</td>` : NONE}</tr>`,
    )}</tbody></table>`,
  );
}

function failed(jobs: JobsList['failed'], writes: boolean): Html {
  if (jobs.length === 0) return section('failed', 'Given up', 0, nothing('Nothing was given up.'));
  return section(
    'failed',
    'Given up',
    jobs.length,
    html`${writes ? html`<div class="actions">${action('/jobs/retry', 'Retry all that was given up')}</div>` : NONE}
<table class="cards"><thead><tr><th scope="col">Article</th><th scope="col">Address and reason</th><th scope="col">Given up</th>${writes ? html`<th scope="col">Again</th>` : NONE}</tr></thead>
<tbody>${jobs.map(
      ({
        articleId,
        url,
        code,
        message,
        attempts,
        at,
      }) => html`<tr><th scope="row"><a href="${articleHref(articleId)}">${articleId}</a></th>
<td><span class="address">${url}</span> <span class="meta"><code>${code}</code> ${message} (${counted(attempts, 'try', 'tries')})</span></td>
<td class="nowrap">${moment(at)}</td>${writes ? html`<td>${retry(articleId)}</td>` : NONE}</tr>`,
    )}</tbody></table>`,
  );
}

const retry = (articleId: number): Html =>
  action('/jobs/retry', html`Retry<span class="visually-hidden"> article ${articleId}</span>`, {
    id: String(articleId),
  });

const nothing = (text: string): Html => html`<p class="muted">${text}</p>`;
