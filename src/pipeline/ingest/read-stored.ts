/** Reads stored texts in batches, and those of a failed batch one by one, so that a bad text costs only its own article. */
import { type Failure, isFailure, OperationError } from '../../core/errors.ts';

/**
 * One result or failure for each input, in order. Throws OperationError when no process can be started, which is no text's
 * fault; its message ends with `goesOn`.
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
