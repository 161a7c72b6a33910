/** Reads stored texts many at a time, and those of a task that fails one by one: a text costs its own article alone. */
import { type Failure, isFailure, OperationError } from '../../core/errors.ts';

/**
 * One result or failure for each, in order. Throws OperationError when the failure is none of a text: no process can be
 * started for it.
 */
export async function readStored<Input, Result>(
  inputs: readonly Input[],
  read: (inputs: readonly Input[]) => Promise<readonly Result[] | Failure>,
  goesOn: string,
): Promise<readonly (Result | Failure)[]> {
  const all = await read(inputs);
  if (!isFailure(all)) return all;
  if (all.code === 'internal') throw new OperationError(all.code, `${all.message}; ${goesOn}`);
  if (inputs.length === 1) return [all];
  const alone = await Promise.all(inputs.map((input) => readStored([input], read, goesOn)));
  return alone.flat();
}
