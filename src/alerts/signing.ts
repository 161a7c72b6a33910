/** Signs webhooks according to Standard Webhooks 1.0 (standardwebhooks.com), so that receivers can use its libraries. */
import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** Bytes of a secret, by the standard. */
const FEWEST_BYTES = 24;
const MOST_BYTES = 64;

/** Bytes of a secret that is made here; callers take them from a cryptographic source. */
export const SECRET_BYTES = 32;

export function writeSecret(bytes: Uint8Array): string {
  return `${PREFIX}${Buffer.from(bytes).toString('base64')}`;
}

/** The key that a secret encodes; null for text that is no valid secret. */
export function readSecret(secret: string): Uint8Array | null {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : '';
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(text)) return null;
  const bytes = Buffer.from(text, 'base64');
  return bytes.length >= FEWEST_BYTES && bytes.length <= MOST_BYTES ? bytes : null;
}

/** The headers of one attempt at `now` (epoch ms): retries keep the id, with a new time and signature. Throws for an invalid secret. */
export function signedHeaders(secret: string, id: string, body: string, now: number): Record<string, string> {
  const key = readSecret(secret);
  if (key === null)
    throw new Error('the secret of a webhook is not of the form that is checked when it is stored');
  const seconds = Math.floor(now / 1000);
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signature}`,
  };
}
