/** Runs the real launcher as a user would and collects what it prints. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const projectRoot: string = fileURLToPath(new URL('../..', import.meta.url));
export const launcher: string = fileURLToPath(new URL('../../bin/jvwire', import.meta.url));

export interface Result {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Options {
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
  /** Leave stdin open after what was written. */
  readonly open?: boolean;
  readonly cwd?: string;
  readonly command?: string;
  /** In a process group of its own, as a terminal starts it. */
  readonly group?: boolean;
}

/** Starts it; `result` resolves when it has ended. Settings of the calling shell do not reach it. */
export function start(
  args: readonly string[],
  options: Options = {},
): { child: ChildProcess; result: Promise<Result> } {
  const { PATH = '', HOME = '', TMPDIR } = process.env;
  const child = spawn(options.command ?? launcher, args, {
    cwd: options.cwd ?? projectRoot,
    env: { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), ...options.env },
    stdio: 'pipe',
    detached: options.group ?? false,
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.stdin.on('error', () => {});
  if (options.stdin !== undefined) child.stdin.write(options.stdin);
  if (!options.open) child.stdin.end();
  const result = new Promise<Result>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }),
    );
  });
  return { child, result };
}

export function jvwire(args: readonly string[], options: Options = {}): Promise<Result> {
  return start(args, options).result;
}
