/** Who may do what over HTTP: scopes, and tokens, of which only a hash is kept. */
import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Each scope includes those before it: `read` asks, `write` triggers and changes, `admin` also controls the queues. */
export const SCOPES = ['read', 'write', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export const mayDo = (has: Scope, needs: Scope): boolean => SCOPES.indexOf(has) >= SCOPES.indexOf(needs);

/** Plain SHA-256: the tokens are random, so a slow password hash would add nothing. */
export const hashOf = (secret: string): Uint8Array => createHash('sha256').update(secret).digest();

/** Compares in constant time. */
export const isSecret = (secret: string, hash: Uint8Array): boolean => timingSafeEqual(hashOf(secret), hash);

const TOKEN = /^jvw_([0-9a-f]{8})_[\w-]{43}$/;

/** `random`: 36 bytes, of which 4 become the id, which finds the row and is no secret, and 32 the secret part. */
export function tokenOf(random: Uint8Array): { readonly id: string; readonly secret: string } {
  const id = Buffer.from(random.subarray(0, 4)).toString('hex');
  return { id, secret: `jvw_${id}_${Buffer.from(random.subarray(4, 36)).toString('base64url')}` };
}

/** The id in a token; null for text that does not have a token's form. */
export const idOfToken = (text: string): string | null => TOKEN.exec(text)?.[1] ?? null;

/** What a user chooses for a new token; `expiresAt` in epoch ms, null for never. */
export const newToken = z.strictObject({
  name: z
    .string()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N} ._@-]{0,63}$/u, 'must be up to 64 letters, digits, spaces and . _ @ -'),
  scope: z.enum(SCOPES),
  expiresAt: z.number().int().nullable(),
});

/** A token as it may be shown; times are ISO 8601. */
export interface ApiToken {
  readonly id: string;
  readonly name: string;
  readonly scope: Scope;
  readonly createdAt: string;
  readonly expiresAt: string | null;
  readonly lastUsedDay: string | null;
}

export interface CreatedToken extends ApiToken {
  readonly secret: string;
}
