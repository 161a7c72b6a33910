/** Requests that a host had in hand at the same time: how many, and in words which came while which others were open. */
import type { LoggedRequest } from '../newsroom/http.ts';

/** Whoever gives up on a slow answer is done with it; the host hears of it this much later at most. */
const HEARD_WITHIN_MS = 50;

export interface Crowds {
  /** The most requests that one host had in hand at once. */
  readonly most: number;
  /** A line for each request that came while another of its host was open. */
  readonly lines: readonly string[];
}

export function crowdsOf(requests: readonly LoggedRequest[]): Crowds {
  const crowded = requests
    .filter(({ overlap }) => overlap > 1)
    .map((late) => ({ late, others: requests.filter((other) => isOpenBeside(late, other)) }))
    .filter(({ others }) => others.length > 0);
  return {
    most: crowded.reduce(
      (most, { others }) => Math.max(most, others.length + 1),
      Math.min(1, requests.length),
    ),
    lines: crowded.map(
      ({ late, others }) =>
        `${late.outlet} was asked for ${late.path} while it answered ${others.map((other) => described(other, late)).join(' and ')}`,
    ),
  };
}

function isOpenBeside(late: LoggedRequest, other: LoggedRequest): boolean {
  return (
    other !== late &&
    other.outlet === late.outlet &&
    other.startedAt <= late.startedAt &&
    (other.endedAt === null || other.endedAt > late.startedAt + HEARD_WITHIN_MS)
  );
}

function described({ path, startedAt, endedAt, status }: LoggedRequest, late: LoggedRequest): string {
  const ended = endedAt === null ? 'not ended' : `ended ${endedAt - late.startedAt} ms later with ${status}`;
  return `${path} (begun ${late.startedAt - startedAt} ms before, ${ended})`;
}
