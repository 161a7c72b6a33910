/** Checks at compile time that a response schema and the interface it describes agree, so that neither can drift. */
import type { z } from 'zod';

/** `never` unless each type is assignable to the other. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? unknown : never) : never;

/** A schema that says more or less than `Described` does not compile. */
export const describes =
  <Described>() =>
  <Schema extends z.ZodType>(schema: Schema & Same<z.output<Schema>, Described>): Schema =>
    schema;
