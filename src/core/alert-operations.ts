/** What commands may ask of whoever writes about alerts and saved searches. */
import { z } from 'zod';
import { CHANNELS, NAME_PATTERN } from './alerts.ts';

const name = z
  .string()
  .regex(NAME_PATTERN, 'must be lower-case letters, digits and hyphens, at most 60, such as byd-deals');
const named = z.strictObject({ name });
const minuteOfDay = z.number().int().min(0).max(1439);
/** A filter of articles as JSON; what it may name is checked where filters are read. */
const filter = z.record(z.string(), z.unknown());

export const ALERT_OPERATION_ARGUMENTS = {
  'searches.save': z.strictObject({ name, filter }),
  'searches.remove': named,
  /** About articles: of a saved search, or with a filter of its own. */
  'alerts.add': z.strictObject({
    name,
    about: z.enum(['articles', 'feeds']),
    search: name.nullable(),
    filter: filter.nullable(),
    per: z.enum(['article', 'story']),
    channel: z.enum(CHANNELS),
    target: z.string().min(1).max(4096),
    /** Null: one is made for a webhook. */
    secret: z.string().max(200).nullable(),
    timing: z.strictObject({
      timeZone: z.string().min(1).max(100),
      daily: minuteOfDay.nullable(),
      quiet: z.strictObject({ from: minuteOfDay, until: minuteOfDay }).nullable(),
    }),
  }),
  /** Sends a sample now. */
  'alerts.test': named,
  'alerts.pause': named,
  'alerts.resume': named,
  /** Tries at once the messages that failed: those that wait for their next try and those that were given up. */
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
  /** `paused`: nothing is sent before the alert goes on. */
  readonly 'alerts.retry': Named & { readonly messages: number; readonly paused: boolean };
  readonly 'alerts.remove': Named;
}

export interface AlertAdded extends Named {
  /** What of the target may be shown. */
  readonly to: string;
  /** What a webhook's receiver checks signatures with; told here and never again. */
  readonly secret: string | null;
}

export interface AlertTested extends Named {
  readonly to: string;
  readonly delivered: boolean;
  /** What was answered, or went wrong. */
  readonly answer: string;
  readonly ms: number;
}
