/** docs/metrics.md and /metrics say the same: every metric with its type, labels and values, and an alert for each. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { FAILURE_CODES } from '../../src/core/errors.ts';
import { createMetrics } from '../../src/observe/metrics.ts';
import { projectRoot } from '../cli/jvwire.ts';
import { articleEvent, feedEvent } from '../observe/events.ts';

const page = readFileSync(join(projectRoot, 'docs', 'metrics.md'), 'utf8');

interface Metric {
  readonly type: string;
  /** Its values, sorted; null for those that nobody lists. */
  readonly labels: Readonly<Record<string, readonly string[] | null>>;
}

/** As the table has them; "the same" are those of the row before. */
function documented(): Map<string, Metric> {
  const metrics = new Map<string, Metric>();
  let before: Metric['labels'] = {};
  for (const [, name = '', type = '', cell = ''] of page.matchAll(
    /^\| `(jvwire_\w+)` \| (\w+) \| (.*?) ?\| /gm,
  )) {
    const labels = Object.fromEntries(
      cell
        .split('; ')
        .filter(Boolean)
        .map((text) => {
          const [, label = '', values = ''] = /^`(\w+)`: (.+)$/.exec(text) ?? [];
          if (values === 'the same') return [label, before[label] ?? []];
          return [label, values === 'any' ? null : values.split(', ').toSorted()];
        }),
    );
    metrics.set(name, { type, labels });
    before = labels;
  }
  return metrics;
}

/** As a daemon with everything in it tells them. */
async function exposed(): Promise<{ metrics: Map<string, Metric>; names: Set<string> }> {
  const something = { count: 1, oldestAt: 0 };
  const depth = { running: 1, waiting: 1, delayed: 1 };
  const { observe, text } = createMetrics('1', async () => ({
    feeds: {},
    feedsDue: something,
    articlesDue: something,
    givenUp: 1,
    verdicts: {},
    tagged: 1,
    queues: ['feeds', 'articles', 'notify', 'store'].map((queue) => ({ queue, ...depth })),
    queueUp: true,
    bytes: { database: 1, wal: 1, pages: 1 },
    lastSweepAt: 1,
    now: 2,
  }));
  for (const code of FAILURE_CODES)
    for (const event of [feedEvent, articleEvent])
      observe(event({ outcome: 'failed', failure: { code, action: 'retry', message: '' } }));
  for (const outcome of ['polled', 'unchanged'] as const) observe(feedEvent({ outcome }));
  for (const outcome of ['stored', 'merged', 'gone', 'revised', 'unchanged', 'kept', 'retry'] as const)
    observe(articleEvent({ outcome }));
  const lines = (await text()).split('\n');
  const types = new Map(
    lines.flatMap((line) => {
      const [, name, type] = /^# TYPE (\S+) (\w+)$/.exec(line) ?? [];
      return name === undefined || type === undefined ? [] : [[name, type] as const];
    }),
  );
  const metrics = new Map<string, Metric>();
  const names = new Set(types.keys());
  for (const line of lines) {
    const [, series = '', pairs = ''] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    if (!series.startsWith('jvwire_')) continue;
    names.add(series);
    const name = types.has(series) ? series : series.replace(/_(?:bucket|sum|count)$/, '');
    const labels: Record<string, readonly string[] | null> = { ...metrics.get(name)?.labels };
    for (const [, label = '', value = ''] of pairs.matchAll(/(\w+)="([^"]*)"/g))
      if (label !== 'le') labels[label] = [...new Set([...(labels[label] ?? []), value])].toSorted();
    metrics.set(name, { type: types.get(name) ?? '', labels });
  }
  return { metrics, names };
}

const { metrics: there, names } = await exposed();
const told = documented();

test('the page has every metric, and none that there is not', () => {
  expect([...told.keys()].toSorted()).toEqual([...there.keys()].toSorted());
  expect(there.size).toBeGreaterThan(15);
  for (const [name] of page.matchAll(/\b(?:jvwire|process|nodejs)_[a-z0-9_]+[a-z0-9]\b/g))
    expect(names).toContain(name);
});

test.each([...there])(
  '%s has its type, its labels and all their values on the page',
  (name, { type, labels }) => {
    const said = told.get(name);
    expect(said?.type).toBe(type);
    expect(Object.keys(said?.labels ?? {}).toSorted()).toEqual(Object.keys(labels).toSorted());
    for (const [label, values] of Object.entries(said?.labels ?? {}))
      if (values !== null) expect({ label, values }).toEqual({ label, values: labels[label] });
  },
);

const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block]) => parse(block ?? '') as object);
const rules = blocks.flatMap((block) =>
  'groups' in block
    ? (block.groups as { rules: { alert: string; expr: string; annotations: { todo: string } }[] }[]).flatMap(
        (group) => group.rules,
      )
    : [],
);

test('there is an alert on every metric, and each says what to do', () => {
  expect(blocks).toHaveLength(2);
  expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  for (const { expr, annotations } of rules) {
    expect(expr).toMatch(/jvwire/);
    expect(annotations.todo).toMatch(/\w/);
  }
  const watched = rules.map(({ expr }) => expr).join('\n');
  for (const name of there.keys()) expect(watched).toMatch(new RegExp(`\\b${name}(?:_bucket)?\\b`));
});

test.each(rules.map(({ alert, expr }) => [alert, expr] as const))(
  '%s asks for labels and values that there are',
  (_, expr) => {
    const asked = [...expr.matchAll(/(jvwire_\w+?)(?:_bucket)?\{(\w+)(?:=~?|!=)"([^"]+)"\}/g)];
    expect(asked).toHaveLength([...expr.matchAll(/jvwire_\w+\{/g)].length);
    for (const [, name = '', label = '', values = ''] of asked)
      expect(there.get(name)?.labels[label]).toEqual(expect.arrayContaining(values.split('|')));
  },
);
