/** Features as one compact text, to be kept beside the article and read back when it is a candidate. */
import type { StoryFeatures } from './features.ts';
import type { Terms } from './terms.ts';

/** Raised when features or their keys change their meaning or form; older ones are made again from the article. */
export const FEATURES_VERSION = 6;

/** About 2 KB for an article. The same features give the same text. */
export function storeFeatures(features: StoryFeatures): string {
  const { fingerprint, terms, titleTerms, ...plain } = features;
  return JSON.stringify({
    v: FEATURES_VERSION,
    ...plain,
    terms: storeTerms(terms),
    titleTerms: storeTerms(titleTerms),
    shingles: fingerprint.shingles,
    signature: base64(fingerprint.signature),
    opening: base64(fingerprint.opening),
  });
}

interface Stored extends Omit<StoryFeatures, 'fingerprint' | 'terms' | 'titleTerms'> {
  readonly v: number;
  readonly terms: StoredTerms;
  readonly titleTerms: StoredTerms;
  readonly shingles: number;
  readonly signature: string;
  readonly opening: string;
}

type StoredTerms = readonly [hashes: string, weights: string];

/** Null for features of another version. Takes only what storeFeatures() wrote: nothing is validated. */
export function readFeatures(stored: string): StoryFeatures | null {
  const { v, terms, titleTerms, shingles, signature, opening, ...plain }: Stored = JSON.parse(stored);
  if (v !== FEATURES_VERSION) return null;
  return {
    ...plain,
    terms: readTerms(terms),
    titleTerms: readTerms(titleTerms),
    fingerprint: {
      shingles,
      signature: new Uint32Array(bytes(signature)),
      opening: new Uint32Array(bytes(opening)),
    },
  };
}

function storeTerms({ hashes, weights }: Terms): StoredTerms {
  return [base64(hashes), base64(weights)];
}

function readTerms([hashes, weights]: StoredTerms): Terms {
  return { hashes: new Uint32Array(bytes(hashes)), weights: new Float32Array(bytes(weights)) };
}

function base64({ buffer, byteOffset, byteLength }: Uint32Array | Float32Array): string {
  return Buffer.from(buffer, byteOffset, byteLength).toString('base64');
}

function bytes(text: string): ArrayBuffer {
  // a copy with offset 0, as the alignment of wider arrays needs
  return new Uint8Array(Buffer.from(text, 'base64')).buffer;
}
