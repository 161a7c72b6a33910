/** The targets of messages: which are valid, and what of one may be shown. */
import { z } from 'zod';
import type { Receiver } from '../core/alerts.ts';
import { UsageError } from '../core/errors.ts';

const MOST_CHARACTERS = 2_048;

/** The target in its canonical form. Throws UsageError for one that is not valid for the channel. */
export function checkTarget({ channel, target }: Pick<Receiver, 'channel' | 'target'>): string {
  if (channel === 'email') {
    if (z.email().max(254).safeParse(target).success) return target;
    throw new UsageError(`"${target.slice(0, 100)}" is not an e-mail address`);
  }
  const schemes = channel === 'slack' ? ['https:'] : ['https:', 'http:'];
  const url = target.length <= MOST_CHARACTERS && URL.canParse(target) ? new URL(target) : null;
  if (!url || !schemes.includes(url.protocol))
    throw new UsageError(`a ${channel} target is an address that begins with ${schemes.join('// or ')}//`);
  if (url.username !== '' || url.password !== '')
    throw new UsageError(`a ${channel} target has no user and password; signatures tell who sends`);
  return url.href;
}

/** What of a target may be shown: an e-mail address whole, of a webhook only its origin, as the path may be its only secret. */
export function publicTarget({ channel, target }: Pick<Receiver, 'channel' | 'target'>): string {
  return channel === 'email' ? target : `${new URL(target).origin}/…`;
}
