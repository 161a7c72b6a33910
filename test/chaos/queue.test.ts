/** The short form of `npm run chaos`, on the queue: what strikes Redis and the workers, once each, several at a time. */
import { test } from 'vitest';
import { hasProgram } from '../requirements.ts';
import { everyFaultOnce } from './every-fault-once.ts';

test.skipIf(!hasProgram('redis-server'))(
  'on the queue: whatever strikes Redis and the workers, too',
  async () => {
    await everyFaultOnce('queue', (only) => only === 'queue');
  },
  180_000,
);
