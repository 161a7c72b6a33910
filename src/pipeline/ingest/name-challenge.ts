/** Recognises bot protection behind a failure. */
import type { Failure } from '../../core/errors.ts';
import type { RefusalStart } from '../../core/ports.ts';
import { challengeOf, MAX_BODY_START } from '../../feed/challenge.ts';

/** The failure, with the challenge that its answer is; unchanged when the answer is none. */
export function nameChallenge(failure: Failure, answer: RefusalStart | null): Failure {
  if (answer === null) return failure;
  const { status, headers, body } = answer;
  // The signs of a challenge are ASCII: the charset does not matter.
  const bodyStart = Buffer.from(body.subarray(0, MAX_BODY_START)).toString('latin1');
  const challenge = challengeOf({ status, headers, bodyStart });
  if (challenge === null) return failure;
  const message = `${failure.message}: ${challenge.vendor} asks for proof that we are no robot (${challenge.sign})`;
  return { ...failure, message, challenge };
}
