/** Runs a command in the process of the test, where it needs none of its own. */
import { vi } from 'vitest';
import { buildProgram } from '../../src/cli/program.ts';
import type { Result } from './jvwire.ts';

/** Throws what the command throws: only the entry makes a line and an exit code of an error. */
export async function called(...args: string[]): Promise<Result> {
  const streams = [process.stdout, process.stderr] as const;
  const [out, err] = streams.map((stream) => vi.spyOn(stream, 'write').mockReturnValue(true));
  const before = process.exitCode;
  process.exitCode = undefined;
  try {
    await (await buildProgram(args[0])).parseAsync(args, { from: 'user' });
    const [stdout = '', stderr = ''] = [out, err].map((spy) =>
      (spy?.mock.calls ?? []).map(([text]) => String(text)).join(''),
    );
    return { code: Number(process.exitCode ?? 0), stdout, stderr };
  } finally {
    process.exitCode = before;
    for (const spy of [out, err]) spy?.mockRestore();
  }
}
