/** What a daemon is asked and answers arrives whole, whatever stands in it. */
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { connectControl } from '../../src/control/client.ts';
import { serveControl } from '../../src/control/server.ts';
import type { Operations } from '../../src/core/operations.ts';
import { collectingLog } from '../redis/fixtures.ts';
import { temporaryFolder } from '../store/fixtures.ts';

test('characters that some take for the end of a line', async () => {
  const path = join(temporaryFolder(), 'jvwire.sock');
  const text = 'one\u2028two\u2029three\nfour\u0085five';
  const operations = { call: async (_name: string, given: object) => given } as unknown as Pick<
    Operations,
    'call'
  >;
  const server = await serveControl(path, operations, collectingLog().log);
  onTestFinished(() => server.close());
  const daemon = await connectControl(path);
  expect(await daemon?.call('ingest', { url: text })).toEqual({ url: text });
  await daemon?.close();
});
