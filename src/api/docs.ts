/** Serves `/openapi.json` and, rendered from it, the `/docs` page. */
import { Hono } from 'hono';
import { html } from 'hono/html';
import { answerJson } from './conditional.ts';
import type { ApiDocument } from './create-api.ts';
import type { OwnPage, ShowPage } from './show-page.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema?: object;
}

interface Media {
  readonly schema?: object;
}

interface Operation {
  readonly summary?: string;
  readonly description?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, Media>> };
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, Media>> }>
  >;
}

/** `server`: the path under which the document's paths are served. */
export function createDocs(document: ApiDocument, server: string, show: ShowPage): Hono {
  return new Hono()
    .get('/openapi.json', (c) => answerJson(c, document))
    .get('/docs', (c) => show(c, page(document, server)));
}

function page({ info, paths = {}, components = {} }: ApiDocument, server: string): OwnPage {
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Operation>).map(([method, operation]) => ({
      ...operation,
      title: `${method.toUpperCase()} ${server}${path}`,
    })),
  );
  const tags = [...new Set(operations.flatMap(({ tags: [tag = ''] = [] }) => tag))];
  return {
    title: 'API',
    main: html`<h1>${info.title} API ${info.version}</h1>
<p class="lead">${info.description}</p>
<p><a href="/openapi.json">openapi.json</a> (OpenAPI 3.1)</p>
${tags.map(
  (tag) => html`<h2>${tag}</h2>
${operations.filter(({ tags: own }) => own?.includes(tag)).map(section)}`,
)}
<h2>schemas</h2>
${Object.entries(components.schemas ?? {}).map(
  ([name, schema]) =>
    html`<details id="${name}"><summary><code>${name}</code></summary>${code(schema)}</details>`,
)}`,
  };
}

function section(operation: Operation & { readonly title: string }) {
  const { title, summary, description, parameters = [], requestBody, responses } = operation;
  return html`<section class="operation"><h3><code>${title}</code></h3>
<p>${summary}. ${description ?? ''}</p>
${
  parameters.length === 0
    ? ''
    : html`<table class="plain-table"><tbody>${parameters.map(
        ({ name, in: place, description: about = '' }) =>
          html`<tr><th scope="row"><code>${place === 'path' ? `{${name}}` : name}</code></th><td>${about}</td></tr>`,
      )}</tbody></table>`
}
${requestBody ? html`<details><summary>body</summary>${code(requestBody.content)}</details>` : ''}
${Object.entries(responses).map(
  ([status, { description: about, content = {} }]) =>
    html`<details><summary>${status}: ${about}</summary>${code(content)}</details>`,
)}</section>`;
}

const code = (value: unknown) => html`<pre>${JSON.stringify(value, null, 2)}</pre>`;
