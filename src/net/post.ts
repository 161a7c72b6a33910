/** Sends something to an address that a user named: guarded like every request, redirects not followed. */
import { type Failure, isFailure } from '../core/errors.ts';
import type { PostOutcome, PostRequest } from '../core/ports.ts';
import { type Answer, exchange, header, type NetContext, startOfAnswer } from './exchange.ts';
import { parseTarget } from './redirects.ts';
import { isRedirect, statusFailure } from './status.ts';

/** How much of an answer is read: enough for a line to show to people. */
const ANSWER_BYTES = 2_000;

export async function post(context: NetContext, { url, headers, body }: PostRequest): Promise<PostOutcome> {
  const target = parseTarget(url);
  if (!(target instanceof URL)) return { kind: 'failed', failure: target };
  const sent = { ...headers, 'user-agent': context.userAgent, accept: '*/*' };
  const answer = await exchange(context, target, { method: 'POST', headers: sent, body });
  if (isFailure(answer)) return { kind: 'failed', failure: answer };
  const start = new TextDecoder().decode(await startOfAnswer(answer, ANSWER_BYTES));
  const { status } = answer;
  const failure = status >= 200 && status < 300 ? null : failureOf(context, target.host, answer);
  return failure === null ? { kind: 'ok', status, answer: start } : { kind: 'failed', failure };
}

function failureOf({ clock }: NetContext, host: string, answer: Answer): Failure | null {
  const { status } = answer;
  if (!isRedirect(status)) return statusFailure(status, host, header(answer, 'retry-after'), clock());
  const message = `${host} answered ${status}: redirects are not followed, give the address it leads to`;
  return { code: 'bad-redirect', action: 'drop', status, message };
}
