/** The operations on alerts and saved searches that commands may ask for: their arguments and results. */
import { z } from 'zod';
import { CHANNELS, NAME_PATTERN } from './alerts.ts';

const name = z
  .string()
  .regex(NAME_PATTERN, 'must be lower-case letters, digits and hyphens, at most 60, such as byd-deals');
const named = z.strictObject({ name });
const minuteOfDay = z.number().int().min(0).max(1439);
/** An article filter as JSON; its fields and values are checked where filters are read (src/query/read-filter.ts). */
const filter = z.record(z.string(), z.unknown());

export const ALERT_OPERATION_ARGUMENTS = {
  'searches.save': z.strictObject({ name, filter }),
  'searches.remove': named,
  /** An alert about articles has either a saved search or a filter of its own. */
  'alerts.add': z.strictObject({
    name,
    about: z.enum(['articles', 'feeds']),
    search: name.nullable(),
    filter: filter.nullable(),
    per: z.enum(['article', 'story']),
    channel: z.enum(CHANNELS),
    target: z.string().min(1).max(4096),
    /** Signs webhooks; null to have one generated. */
    secret: z.string().max(200).nullable(),
    timing: z.strictObject({
      timeZone: z.string().min(1).max(100),
      daily: minuteOfDay.nullable(),
      quiet: z.strictObject({ from: minuteOfDay, until: minuteOfDay }).nullable(),
    }),
  }),
  /** Sends a sample message now. */
  'alerts.test': named,
  'alerts.pause': named,
  'alerts.resume': named,
  /** Retries failed messages at once: those that wait for their next try, and those that were given up. */
  'alerts.retry': named,
  'alerts.remove': named,
} as const;

interface Named {
  readonly name: string;
}

export interface AlertOperationResults {
  readonly 'searches.save': Named;
  readonly 'searches.remove': Named;
  readonly 'alerts.add': AlertAdded;
  readonly 'alerts.test': AlertTested;
  readonly 'alerts.pause': Named;
  readonly 'alerts.resume': Named;
  /** `paused`: the alert is paused, so nothing is sent before it is resumed. */
  readonly 'alerts.retry': Named & { readonly messages: number; readonly paused: boolean };
  readonly 'alerts.remove': Named;
}

export interface AlertAdded extends Named {
  /** The part of the target that may be shown. */
  readonly to: string;
  /** What a webhook's receiver verifies signatures with; shown here and never again. */
  readonly secret: string | null;
}

export interface AlertTested extends Named {
  readonly to: string;
  readonly delivered: boolean;
  /** What the receiver answered, or what went wrong. */
  readonly answer: string;
  readonly ms: number;
}
