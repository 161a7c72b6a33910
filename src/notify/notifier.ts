/** Sends one message once: to a webhook through the guarded HTTP client, or through the configured mail server. */
import type { Notifier, OutgoingPost, SendOutcome } from '../core/alerts.ts';
import type { Poster } from '../core/ports.ts';
import { createMailer, type MailServer } from './mail.ts';

/** How much of an answer is shown. */
const ANSWER_CHARACTERS = 200;

/** `mail` null: no mail server is set. */
export function createNotifier(poster: Poster, mail: MailServer | null): Notifier {
  const mailer = createMailer(mail);
  return { send: (message) => (message.kind === 'mail' ? mailer(message) : postTo(poster, message)) };
}

async function postTo(poster: Poster, { url, headers, body }: OutgoingPost): Promise<SendOutcome> {
  const outcome = await poster.post({ url, headers, body });
  if (outcome.kind === 'failed') return outcome;
  const said = outcome.answer
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()
    .slice(0, ANSWER_CHARACTERS);
  return { kind: 'delivered', answer: said === '' ? String(outcome.status) : `${outcome.status} ${said}` };
}
