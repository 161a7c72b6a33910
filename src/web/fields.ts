/** Labelled form controls. Ids are the fields' names with the form's prefix, so that a page may have several forms. */
import type { Scope } from '../core/access.ts';
import { attribute, type Html, html, NONE } from './html.ts';

/** Parameters that only say which part of a list is shown, and how: forms have no field for them. */
const DISPLAY_PARAMETERS: readonly string[] = ['page', 'cursor', 'view', 'limit'];

interface Field {
  readonly form: string;
  readonly name: string;
  readonly label: string;
  readonly value: string | null;
}

export function textField({ form, name, label, value }: Field, placeholder = ''): Html {
  const id = `${form}-${name}`;
  return html`<div class="field"><label for="${id}">${label}</label>
<input id="${id}" name="${name}" type="text" maxlength="100"${attribute('value', value)} placeholder="${placeholder}" autocomplete="off"></div>`;
}

/**
 * `choices` are values, or pairs of value and label; `any` labels the empty choice, null leaves it out. A current value
 * that is none of them (several values, or an excluded one) becomes a further choice: without one, sending the form
 * would drop it.
 */
export function selectField(
  { form, name, label, value }: Field,
  choices: readonly (string | readonly [value: string, text: string])[],
  any: string | null = 'any',
): Html {
  const id = `${form}-${name}`;
  const pairs = choices.map((choice) => (typeof choice === 'string' ? ([choice, choice] as const) : choice));
  if (value !== null && !pairs.some(([own]) => own === value)) pairs.push([value, labelOf(value)]);
  return html`<div class="field"><label for="${id}">${label}</label>
<select id="${id}" name="${name}">${any === null ? '' : html`<option value="">${any}</option>`}${pairs.map(
    ([own, text]) => html`<option value="${own}"${own === value ? html` selected` : ''}>${text}</option>`,
  )}</select></div>`;
}

export function checkField(
  { form, name, label }: Pick<Field, 'form' | 'name' | 'label'>,
  checked: boolean,
): Html {
  const id = `${form}-${name}`;
  return html`<div class="field check"><input id="${id}" name="${name}" type="checkbox" value="true"${checked ? html` checked` : ''}>
<label for="${id}">${label}</label></div>`;
}

/** `-dissolved,mou`: `not dissolved, mou`. */
const labelOf = (values: string): string =>
  values
    .split(',')
    .map((value) => value.trim().replace(/^-/, 'not '))
    .join(', ');

/** A field of a filter form with its value from the address, where a parameter may be repeated. */
export const writtenField = (form: string, params: URLSearchParams) => (name: string, label: string) => ({
  form,
  name,
  label,
  value: params.getAll(name).join(',') || null,
});

/** Fields with what was entered, to correct a question that could not be read; `except` names fields shown elsewhere. */
export function typedFields(params: URLSearchParams, except: readonly string[] = []): Html {
  const field = writtenField('typed', params);
  const names = [...new Set(params.keys())].filter(
    (name) => ![...DISPLAY_PARAMETERS, ...except].includes(name),
  );
  return html`${names.map((name) => textField(field(name, name)))}`;
}

/** A button that changes something: a form of its own, sent by POST. */
export function action(
  path: string,
  label: Html | string,
  values: Readonly<Record<string, string>> = {},
): Html {
  return html`<form method="post" action="${path}" class="action">${Object.entries(values).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  )}<button type="submit">${label}</button></form>`;
}

/** Shown in place of buttons that the reader's scope does not allow. */
export function outOfReach(purpose: string, scope: Scope): Html {
  return html`<p class="meta">${purpose} you need a token with the scope <code>${scope}</code>: <code>jvwire token create NAME --scope ${scope}</code> makes one.</p>`;
}

/** A form that filters a list. Where there is little room it is collapsed, unless a filter is in force. */
export function filterForm(
  {
    path,
    what,
    params,
    kept = NONE,
  }: {
    readonly path: string;
    /** What is listed. */
    readonly what: string;
    readonly params: URLSearchParams;
    /** Hidden fields to send along. */
    readonly kept?: Html;
  },
  fields: readonly Html[],
): Html {
  const inForce = [...params.keys()].some((name) => !DISPLAY_PARAMETERS.includes(name));
  return html`<details class="fold"${inForce ? html` open` : NONE}><summary>Filter the ${what}</summary>
<form action="${path}" method="get" aria-label="Filter the ${what}" data-busy="Filtering">
${kept}<div class="fields">${fields}<div class="field"><button type="submit">Filter</button></div></div>
</form></details>`;
}
