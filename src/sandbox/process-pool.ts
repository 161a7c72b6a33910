/**
 * Reads untrusted bytes in child processes: each task has a deadline, each process a memory limit, and a process that
 * exceeds either is killed without touching this one. Worker threads were measured to take the whole process down.
 */
import { getCompileCacheDir } from 'node:module';
import PQueue from 'p-queue';
import { Tinypool } from 'tinypool';
import type { Failure } from '../core/errors.ts';
import { pack } from '../core/packed.ts';
import type { PageInput, Sandbox } from '../core/ports.ts';
import type { Knowledge } from '../tags/knowledge/knowledge.ts';

/** The children's entry; it exports one function for each task. */
const ENTRY = new URL('../../workers/reader.ts', import.meta.url).href;

/**
 * Room for new objects in a child: the trees of several pages, so that most are garbage before anything is copied. V8's own
 * 16 MB, reached from 1 MB by and by, cost a child a tenth more processor time.
 */
const YOUNG_MB = 32;

/**
 * What the heap may grow by before all of it is looked through: pages are kept outside of it for a moment, and V8, which counts
 * them, did so every forty pages. A tenth of a child's processor time; its heap is some 30 MB.
 */
const HEAP_GROWING_PERCENT = 200;

const NOTHING: Knowledge = { companies: [], ventures: [] };

export function createSandbox(options: {
  readonly processes: number;
  /** A task that takes longer is killed. */
  readonly deadlineMs?: number;
  /** Heap of one child. */
  readonly memoryMb?: number;
  /** What the user adds to the built-in companies and ventures. */
  readonly own?: Knowledge | undefined;
}): Sandbox {
  const { processes, deadlineMs = 10_000, memoryMb = 512, own = NOTHING } = options;
  const compileCache = getCompileCacheDir();
  const pool = new Tinypool({
    runtime: 'child_process',
    filename: ENTRY,
    // None while nothing is to be read: an idle daemon is one process.
    minThreads: 0,
    maxThreads: processes,
    // A child that is idle longer gives its memory back.
    idleTimeout: 60_000,
    // Structured clone: bytes travel as bytes.
    serialization: 'advanced',
    execArgv: [
      // As bin/jvwire says: no debugger for whoever is on this machine.
      '--disable-sigusr1',
      `--max-old-space-size=${memoryMb}`,
      `--min-semi-space-size=${YOUNG_MB}`,
      `--max-semi-space-size=${YOUNG_MB}`,
      `--heap-growing-percent=${HEAP_GROWING_PERCENT}`,
    ],
    // Children need nothing of the environment, so no secret can leak from one; compiled code they may share.
    env: compileCache ? { NODE_COMPILE_CACHE: compileCache } : {},
  });
  let closed = false;
  /** Tasks that were given to the pool, each with how to end it. */
  const given = new Set<AbortController>();
  // A child that was killed while it had nothing to do costs nothing: the next task starts another. But when none is left, none
  // could be started, and what was given would wait for it until its time is over.
  pool.on('error', (error) => {
    if (pool.threads.length === 0) for (const task of given) task.abort(error);
  });
  // Tasks wait here and not in the pool: a deadline counts from a task's start, not from when it began to wait.
  const turns = new PQueue({ concurrency: processes });

  const run = <Result>(name: string, task: object, what: string): Promise<Result | Failure> =>
    turns.add(() => attempt<Result>(name, task, what));

  const attempt = async <Result>(name: string, task: object, what: string): Promise<Result | Failure> => {
    const failed = (code: Failure['code'], how: string): Failure => ({
      code,
      action: 'retry',
      message: `${what} ${how}`,
    });
    // The pool would start another child.
    if (closed) return failed('internal', 'was not read: the readers have been ended');
    const end = new AbortController();
    const deadline = setTimeout(() => end.abort(null), deadlineMs);
    given.add(end);
    try {
      const answer = pool.run(task, { name, signal: end.signal });
      // The pool waits for the end of each child, with what keeps this process alive; one that did not start has none.
      for (const child of pool.threads)
        if (child.threadId === undefined) child.once('error', () => child.emit('exit'));
      return (await answer) as Result | Failure;
    } catch (error) {
      if (!end.signal.aborted) return failed('parse-crash', `killed its reader (${reason(error)})`);
      const fault: unknown = end.signal.reason;
      // That says nothing of the document, and must not use up the few tries that one has which kills its readers.
      return fault === null
        ? failed('parse-timeout', `took over ${deadlineMs / 1000} s to read`)
        : failed('internal', `was not read: no process for it can be started (${reason(fault)})`);
    } finally {
      clearTimeout(deadline);
      given.delete(end);
    }
  };

  /**
   * The pool has no way to give a child something at its start. What the user adds may be large, so a child is sent
   * it once, when it says that it lacks it; nothing is so small that it goes along at once.
   */
  const tagging = <Result>(name: string, input: unknown, what: string): Promise<Result | Failure> =>
    turns.add(async () => {
      const first = own.companies.length + own.ventures.length === 0 ? own : null;
      const answer = await attempt<Result | null>(name, { input, own: first }, what);
      return answer ?? attempt<Result>(name, { input, own }, what);
    });

  return {
    readFeed: (input) => run('readFeed', input, input.url),
    // A page is five times as large as what is sent of it, and is packed for the archive anyway.
    readPage: async (input) => tagging('readPage', await packed(input), input.url),
    nextPage: async (page) => run('nextPage', { ...page, bytes: await pack(page.bytes) }, page.url),
    readItem: (input) => tagging('readItem', input, input.url),
    findFeeds: (input) => run('findFeeds', input, input.url),
    tagTexts: (inputs) => tagging('tagTexts', inputs, 'stored text'),
    storyFeatures: (inputs) => tagging('storyFeatures', inputs, 'stored text'),
    close: () => {
      closed = true;
      // The pool holds nothing that keeps this process alive once it has told a child to end, a second later for good. One that
      // takes longer, on a machine that is busy, would end this process with all that was to come after.
      for (const child of pool.threads) child.ref?.();
      return pool.destroy();
    },
  };
}

/** The pages of the input with their bytes packed. */
async function packed(input: PageInput): Promise<PageInput> {
  const [bytes, following] = await Promise.all([
    pack(input.bytes),
    Promise.all((input.following ?? []).map(async (page) => ({ ...page, bytes: await pack(page.bytes) }))),
  ]);
  return { ...input, bytes, following };
}

function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.split('\n', 1)[0]?.slice(0, 200) ?? '';
}
