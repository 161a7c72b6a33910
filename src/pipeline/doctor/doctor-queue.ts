/** What the doctor says of the queue. Pure. */
import { type Check, fail, ok, warn } from './doctor.ts';

export type RedisFacts =
  | { readonly name: string; readonly error: string }
  | {
      readonly name: string;
      readonly error: null;
      /** What it answers to a write, when it takes none. */
      readonly refusal: string | null;
      readonly warnings: readonly { readonly problem: string; readonly fix: string }[];
      /** What the daemon that uses it speaks; null when none does. */
      readonly writer: { readonly version: string; readonly protocol: number } | null;
      /** Then the other databases of this Redis that daemons use. */
      readonly elsewhere: readonly number[];
      /** What this version speaks. */
      readonly protocol: number;
    };

/** What to do about a refusal, by its first word. */
const WAYS_OUT: Readonly<Record<string, string>> = {
  OOM: 'raise its maxmemory',
  MISCONF: 'mend the disk that it saves to; its log says what is wrong with it',
  READONLY: 'it is a replica: point REDIS_URL at the primary, or at its Sentinels',
  NOREPLICAS: 'bring its replicas back, or lower min-replicas-to-write',
  NOPERM: 'give its user the commands that are refused',
};
const wayOut = (refusal: string): string =>
  `${WAYS_OUT[refusal.split(' ')[0] ?? ''] ?? 'see the log of Redis'}; work goes on by itself`;

/** `redis` null: REDIS_URL is not set. */
export function judgeRedis(redis: RedisFacts | null): Check[] {
  if (redis === null) return [ok('queue', 'in this process; REDIS_URL would put it on Redis')];
  if (redis.error !== null)
    return [fail('queue', redis.error, 'start Redis, or mend REDIS_URL; work goes on when it is back')];
  const { name, refusal, warnings, writer, elsewhere, protocol } = redis;
  if (refusal !== null)
    return [
      fail(
        'queue',
        `${name} answers but refuses writes, so no job can be added or ended: ${refusal}`,
        wayOut(refusal),
      ),
    ];
  if (writer && writer.protocol !== protocol)
    return [
      fail(
        'queue',
        `${name} is used by jvwire ${writer.version}, which speaks another version of the job protocol`,
        'run the same version everywhere, or give this database a Redis database of its own',
      ),
    ];
  const astray =
    writer === null && elsewhere.length > 0
      ? [
          warn(
            'queue',
            `no daemon has ever used ${name}, but one has used database ${elsewhere.join(' and ')} of it`,
            'give REDIS_URL the database number that the daemon has; a worker finds no work elsewhere',
          ),
        ]
      : [];
  const checks = [
    ...astray,
    ...warnings.map(({ problem, fix }) => warn('queue', `${name}: ${problem}`, fix)),
  ];
  if (checks.length > 0) return checks;
  const unused = writer === null ? '; no daemon has used it yet' : '';
  return [ok('queue', `${name} answers and keeps what it is given${unused}`)];
}
