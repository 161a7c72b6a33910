/** Sends mail through the configured SMTP server. */
import type { OutgoingMail, SendOutcome } from '../core/alerts.ts';
import type { Failure } from '../core/errors.ts';

/** The operator chose the server, so the private-address guard does not apply; the time-outs do. */
const CONNECT_MS = 10_000;
const SILENCE_MS = 30_000;
/** How long the server may take to close the connection at the end: a command that sends one mail waits for it. */
const HANG_UP_MS = 250;

export interface MailServer {
  /** `smtp://user:password@host:port`, or `smtps:`. */
  readonly url: string;
  /** The sender: an address, or `Name <address>`. */
  readonly from: string;
}

type SendMail = (mail: OutgoingMail) => Promise<SendOutcome>;

/** nodemailer is loaded with the first mail. */
export function createMailer(server: MailServer | null): SendMail {
  if (server === null) return async () => ({ kind: 'failed', failure: NOT_SET });
  return async (mail) => {
    const { createTransport } = await import('nodemailer');
    const transport = createTransport({
      url: server.url,
      connectionTimeout: CONNECT_MS,
      greetingTimeout: CONNECT_MS,
      socketTimeout: SILENCE_MS,
      socketCloseTimeout: HANG_UP_MS,
      // A password goes over TLS or not at all; `?requireTLS=false` in the address says otherwise.
      requireTLS: new URL(server.url).password !== '',
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    try {
      const { response } = await transport.sendMail({
        from: server.from,
        to: { name: '', address: mail.to },
        subject: mail.subject,
        text: mail.text,
        html: mail.html,
        date: new Date(mail.date),
        // The same at every try, so that servers and mail programs drop duplicates.
        messageId: `<${mail.id}@${domainOf(server.from)}>`,
        headers: {
          'List-Id': `<${mail.alert}.jvwire.localhost>`,
          'Auto-Submitted': 'auto-generated',
        },
      });
      return { kind: 'delivered', answer: response };
    } catch (error) {
      return { kind: 'failed', failure: mailFailure(error as MailError, new URL(server.url).host) };
    } finally {
      transport.close();
    }
  };
}

const NOT_SET: Failure = {
  code: 'connect',
  action: 'retry',
  message: 'no mail server: set JVWIRE_SMTP_URL and JVWIRE_MAIL_FROM where the daemon runs',
};

const domainOf = (from: string): string => /@([^@\s<>]+)>?\s*$/.exec(from)?.[1] ?? 'localhost';

interface MailError extends Error {
  readonly code?: string;
  /** Of the server's answer, when there was one. */
  readonly responseCode?: number;
}

/** Retried unless the server permanently refuses the mail itself (RFC 5321: 5xx). */
function mailFailure({ code = '', responseCode = 0, message }: MailError, host: string): Failure {
  const refused = responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE');
  return {
    code: responseCode === 0 ? 'connect' : 'bad-response',
    action: refused ? 'drop' : 'retry',
    message: `${host}: ${message.replace(/[\p{Cc}\s]+/gu, ' ').slice(0, 240)}`,
  };
}
