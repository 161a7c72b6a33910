/** Schemas of answers are held against the interfaces that they describe, so that neither can drift from the other. */
import type { z } from 'zod';

/** `never` unless each can stand for the other. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? unknown : never) : never;

/** A schema that says more or less than `Described` does not compile. */
export const describes =
  <Described>() =>
  <Schema extends z.ZodType>(schema: Schema & Same<z.output<Schema>, Described>): Schema =>
    schema;
