/** Puts a notice into the form of its channel. */
import type { Notice, Outgoing, Receiver } from '../core/alerts.ts';
import { composeMail } from './mail.ts';
import { signedHeaders } from './signing.ts';
import { slackPayload } from './slack.ts';
import { webhookPayload } from './webhook.ts';

/** Most articles, or changes of feeds, in one message; it only counts the others. */
export const MOST_TOLD = 50;

/**
 * `now`: when the message is sent, epoch ms; only the signature depends on it. `page`: address of our web page, with a trailing
 * slash, for links; null without one. Throws for a secret that is not valid (signedHeaders).
 */
export function compose(
  { channel, target, secret }: Receiver,
  notice: Notice,
  now: number,
  page: string | null,
): Outgoing {
  if (channel === 'email') return composeMail(target, notice, page);
  const body = JSON.stringify(channel === 'slack' ? slackPayload(notice, page) : webhookPayload(notice));
  const signed = secret === null ? {} : signedHeaders(secret, notice.id, body, now);
  return { kind: 'post', url: target, headers: { 'content-type': 'application/json', ...signed }, body };
}
