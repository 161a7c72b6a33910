/** Requests that a host had in hand at the same time, in words: which came while which others were open, and for how long. */
import type { LoggedRequest } from '../newsroom/http.ts';

/** A line for each request that came while another of its host was open. */
export function crowds(requests: readonly LoggedRequest[]): string[] {
  return requests
    .filter(({ overlap }) => overlap > 1)
    .map((late) => {
      const others = requests.filter(
        (other) =>
          other !== late &&
          other.outlet === late.outlet &&
          other.startedAt <= late.startedAt &&
          (other.endedAt ?? late.startedAt) >= late.startedAt,
      );
      return `${late.outlet} was asked for ${late.path} while it answered ${others.map((other) => described(other, late)).join(' and ')}`;
    });
}

function described({ path, startedAt, endedAt, status }: LoggedRequest, late: LoggedRequest): string {
  const ended = endedAt === null ? 'not ended' : `ended ${endedAt - late.startedAt} ms later with ${status}`;
  return `${path} (begun ${late.startedAt - startedAt} ms before, ${ended})`;
}
