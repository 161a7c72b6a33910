/** Feeds a stream of pages to `jvwire extract --ndjson` and watches order and memory; the same pages for the same seed. */
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { start } from '../cli/jvwire.ts';
import { prose } from '../newsroom/prose.ts';
import { watchMemory } from '../pipeline/watch-memory.ts';

export interface StreamedPage {
  readonly id: number;
  readonly url: string;
  readonly html: string;
}

export interface Streamed {
  readonly answered: number;
  /** Ids answered out of their turn. */
  readonly misplaced: number;
  readonly notOk: number;
  /** Resident size of the tool at its largest; null where it cannot be known. */
  readonly peakMegabytes: number | null;
}

/** Every so many pages one is far larger than the others. */
const LARGE_EVERY = 50;
const LARGE = 200;

/** Pages with the furniture of real ones, 20 to 40 KB; every fiftieth of some 2 MB. */
export function seededPage(seed: number, id: number): StreamedPage {
  const { title, paragraphs } = prose(seed, id);
  const links = Array.from(
    { length: 120 },
    (_, i) => `<li class="menu-item"><a href="/s/${i}?from=${id}">Section ${i}</a></li>`,
  );
  const cards = Array.from(
    { length: 40 },
    (_, i) => `<div class="card"><h3><a href="/a/${i}">${prose(seed, i).title}</a></h3></div>`,
  );
  const times = id % LARGE_EVERY === LARGE_EVERY - 1 ? LARGE : 1;
  const text = paragraphs.map((paragraph) => `<p>${paragraph}</p>`).join('\n');
  const html = `<!doctype html><html lang="en"><head><title>${title} | Volt Ledger</title><meta property="og:type" content="article"></head>
<body><nav><ul>${links.join('')}</ul></nav><article><h1>${title}</h1>${Array.from({ length: times }, (_, i) => text.replaceAll('<p>', `<p>${i === 0 ? '' : `${i}. `}`)).join('')}</article>
<aside class="related">${cards.join('').repeat(times > 1 ? 20 : 1)}</aside><script>${'var a = 1;'.repeat(1_000 * (times > 1 ? 50 : 1))}</script></body></html>`;
  return { id, url: `https://voltledger.example/2026/news/${id}`, html };
}

/** Sends `count` pages as fast as they are taken. */
export async function streamPages(count: number, pageOf: (id: number) => StreamedPage): Promise<Streamed> {
  const { child, result } = start(['extract', '--ndjson'], { open: true });
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new Error('no pipes');
  const memory = watchMemory(child.pid ?? 0);
  const answers = (async () => {
    let answered = 0;
    let misplaced = 0;
    let notOk = 0;
    for await (const line of createInterface({ input: stdout })) {
      const { id, ok } = JSON.parse(line) as { id: number; ok: boolean };
      if (id !== answered) misplaced++;
      if (!ok) notOk++;
      answered++;
    }
    return { answered, misplaced, notOk };
  })();
  for (let id = 0; id < count; id++)
    if (!stdin.write(`${JSON.stringify(pageOf(id))}\n`)) await once(stdin, 'drain');
  stdin.end();
  const counts = await answers;
  const { code, stderr } = await result;
  if (code !== 0) throw new Error(`extract ended with ${code}: ${stderr.slice(0, 500)}`);
  return { ...counts, peakMegabytes: memory.stop() };
}
