/** What arrives while the store is read again is newer than what is made of the old texts, and stays. */
import { beforeEach, expect, test } from 'vitest';
import type { PageReading } from '../../src/core/jobs.ts';
import type { TagInput } from '../../src/core/model.ts';
import { pack } from '../../src/core/packed.ts';
import type { PageInput, Sandbox } from '../../src/core/ports.ts';
import { prune } from '../../src/pipeline/operations/prune.ts';
import { type RereadRequest, reread } from '../../src/pipeline/operations/reread.ts';
import type { Store } from '../../src/store/store.ts';
import { freshStore, item, NOW, polled, read, reading, withFeed } from '../store/fixtures.ts';

const HOUR = 3_600_000;
const never = new AbortController().signal;
const plain = 'Some gearboxes were shown in Detroit, said the people who came to see them there.';
const corrected = `Corrected: ${plain}`;
let store: Store;
let ids: number[];
/** Known from its feed, and not read yet. */
let late: number;

const urlOf = (name: string): string => `https://wire.example/${name}`;

/** Brings an article in, or a new version of it. */
async function arrives(name: string, text?: string, at = NOW): Promise<number> {
  const url = urlOf(name);
  const { jobs } = await store.sink.feedPolled(polled([item({ url, title: `The ${name}` })]));
  const id = jobs[0]?.articleId ?? store.getArticle(url)?.id ?? 0;
  const { page, ...rest } = read(id, reading({ url, title: `The ${name}`, ...(text && { text }) }), at);
  await store.sink.articleRead({
    ...rest,
    page: { ...page, body: await pack(page.body ?? new Uint8Array()) },
  });
  return id;
}

beforeEach(async () => {
  store = withFeed(freshStore());
  const listed = item({ url: urlOf('latecomer'), title: 'The latecomer' });
  late = (await store.sink.feedPolled(polled([listed]))).jobs[0]?.articleId ?? 0;
  ids = [await arrives('venture'), await arrives('plant'), await arrives('works')];
});

/** Finds no tag in any text and another text in any page, and lets `meanwhile` happen while it is at it. */
function sandboxWith(meanwhile: () => Promise<unknown>): Sandbox {
  const untagged = { tagged: false, language: 'en', tags: [], ventures: [], companies: [] };
  let once: Promise<unknown> | undefined;
  const wait = () => {
    once ??= meanwhile();
    return once;
  };
  return {
    tagTexts: async (texts: readonly TagInput[]) => {
      await wait();
      return { taggings: texts.map(() => untagged), rulesVersion: 'new' };
    },
    storyFeatures: async (inputs: readonly unknown[]) => inputs.map(() => null),
    readPage: async ({ url }: PageInput) => {
      await wait();
      const { article }: PageReading = reading({ url, title: `The ${url.split('/').pop()}`, text: plain });
      return { article, tagging: untagged, rulesVersion: 'new', storyFeatures: null, nextPage: null };
    },
  } as unknown as Sandbox;
}

const again = (over: RereadRequest['over'], meanwhile: () => Promise<unknown>) =>
  reread(store, sandboxWith(meanwhile), { over, since: null, feedId: null, dryRun: false }, never);
const stands = (id: number) => {
  const article = store.getArticle(String(id));
  return { text: article?.text, tagged: article?.tagged, rules: article?.rulesVersion };
};

test.each([
  ['tags', 'SAIC and GM opened their electric joint venture. More follows.'],
  ['pages', plain],
] as const)(
  'a version that arrives while %s are read again stays, and is read the next time',
  async (over, text) => {
    const [venture = 0, plant = 0, works = 0] = ids;
    const report = await again(over, async () => {
      await arrives('plant', corrected, NOW + HOUR);
      expect(await arrives('latecomer')).toBe(late);
    });
    expect(report).toMatchObject({
      examined: 3,
      changedMeanwhile: 1,
      changes: [{ articleId: venture }, { articleId: works }],
    });
    expect([venture, plant, works, late].map(stands)).toEqual([
      { text, tagged: false, rules: 'new' },
      { text: corrected, tagged: false, rules: 'test' },
      { text, tagged: false, rules: 'new' },
      { text: expect.stringContaining('SAIC'), tagged: true, rules: 'test' },
    ]);
    await again(over, async () => {});
    expect([plant, late].map((id) => stands(id).rules)).toEqual(['new', 'new']);
  },
);

test('a quote stands at its place whatever arrives while tags are made', async () => {
  const [, plant = 0] = ids;
  // Its tag is of the corrected text, which the tagger has not seen.
  const text = 'SAIC and GM opened their electric joint venture. Corrected: in Wuhan.';
  await again('tags', () => arrives('plant', text, NOW + HOUR));
  const article = store.getArticle(String(plant));
  const quote = article?.tags[0]?.evidence[0];
  expect(article?.text.slice(quote?.start, quote?.end)).toBe(quote?.sentence);
  expect(article).toMatchObject({ text, tagged: true });
});

test('a text that is pruned meanwhile does not come back', async () => {
  const id = await arrives('gearbox', plain);
  const request = { before: { texts: NOW + HOUR }, tagged: true, dryRun: false, vacuum: false };
  await again('pages', async () => prune(store, request, never));
  expect(stands(id)).toEqual({ text: '', tagged: false, rules: 'test' });
});
