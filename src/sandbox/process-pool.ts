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
 * Size of V8's young generation in a child: it holds the trees of several pages, so that most are garbage before a
 * collection copies them. V8's default, which grows step by step from 1 to 16 MB, cost a tenth more CPU time.
 */
const YOUNG_MB = 32;

/**
 * How much the heap may grow between full garbage collections. V8 counts the pages, which are kept outside the heap for a
 * moment, and by default collected every forty pages: a tenth of a child's CPU time, for a heap of some 30 MB.
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
  /** Ends each task that is in the pool. */
  const inPool = new Set<AbortController>();
  // A child that dies while idle does no harm: the next task starts another. But when no child is left, none could be started,
  // and the tasks in the pool would wait for one until their deadlines.
  pool.on('error', (error) => {
    if (pool.threads.length === 0) for (const task of inPool) task.abort(error);
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
    // Otherwise the pool would start another child.
    if (closed) return failed('internal', 'was not read: the readers have been ended');
    const end = new AbortController();
    const deadline = setTimeout(() => end.abort(null), deadlineMs);
    inPool.add(end);
    try {
      const answer = pool.run(task, { name, signal: end.signal });
      // When the pool is closed it waits for the exit of every child, which one that could not be started never emits.
      for (const child of pool.threads)
        if (child.threadId === undefined) child.once('error', () => child.emit('exit'));
      return (await answer) as Result | Failure;
    } catch (error) {
      if (!end.signal.aborted) return failed('parse-crash', `killed its reader (${reason(error)})`);
      const fault: unknown = end.signal.reason;
      // `internal` is not the document's fault: it must not use up the few tries of a document that kills its readers.
      return fault === null
        ? failed('parse-timeout', `took over ${deadlineMs / 1000} s to read`)
        : failed('internal', `was not read: no process for it can be started (${reason(fault)})`);
    } finally {
      clearTimeout(deadline);
      inPool.delete(end);
    }
  };

  /**
   * The pool cannot pass anything to a child at its start, and the user's own knowledge may be large: it is sent once, when
   * a child answers null because it lacks it. Empty knowledge is sent along at once.
   */
  const tagging = <Result>(name: string, input: unknown, what: string): Promise<Result | Failure> =>
    turns.add(async () => {
      const first = own.companies.length + own.ventures.length === 0 ? own : null;
      const answer = await attempt<Result | null>(name, { input, own: first }, what);
      return answer ?? attempt<Result>(name, { input, own }, what);
    });

  return {
    readFeed: (input) => run('readFeed', input, input.url),
    // Sent compressed, at a fifth of its size: it is compressed for the archive anyway.
    readPage: async (input) => tagging('readPage', await packed(input), input.url),
    nextPage: async (page) => run('nextPage', { ...page, bytes: await pack(page.bytes) }, page.url),
    readItem: (input) => tagging('readItem', input, input.url),
    findFeeds: (input) => run('findFeeds', input, input.url),
    tagTexts: (inputs) => tagging('tagTexts', inputs, 'stored text'),
    storyFeatures: (inputs) => tagging('storyFeatures', inputs, 'stored text'),
    close: () => {
      closed = true;
      // The pool tells its children to end, and kills them a second later; meanwhile nothing keeps this process alive. While a
      // child takes its time, on a busy machine, this process would exit before what is to come after.
      for (const child of pool.threads) child.ref?.();
      return pool.destroy();
    },
  };
}

/** The input with the bytes of all its pages compressed. */
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
