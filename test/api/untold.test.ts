/** That a venture of the ledger is named at every door although no article tells of it. */
import { expect, test } from 'vitest';
import { untoldLine } from '../../src/pipeline/answers/untold.ts';
import { jvwire } from '../cli/jvwire.ts';
import { NOW } from '../store/fixtures.ts';
import { serving } from './serving.ts';

const ID = 'byd-toyota-ev-technology';

test('whether two companies have a venture is answered from the ledger where no article tells of it', async () => {
  const { folder, ask } = await serving({ now: () => NOW });
  const env = { JVWIRE_DATA: folder };
  const asked = ['ventures', '--company', 'toyota', '--with', 'byd'];
  const { stdout, stderr } = await jvwire(asked, { env });
  expect(stdout).toBe('');
  expect(stderr).toContain('no article mentions such a venture\n');
  expect(stderr).toMatch(
    new RegExp(`^the ledger has 1 venture that no article mentions: .+ \\(${ID}\\)$`, 'm'),
  );
  const untold = [{ id: ID, name: expect.any(String) as string }];
  const json = JSON.parse((await jvwire([...asked, '--json'], { env })).stdout) as object;
  expect(json).toMatchObject({ ventures: [], untold });
  const path = '/ventures?company=toyota&with=byd';
  expect(JSON.parse((await ask(`/api/v1${path}`)).text)).toMatchObject({ ventures: [], untold });
  // What was told in some time is no question to the ledger.
  const lately = JSON.parse((await ask(`/api/v1${path}&since=30d`)).text) as object;
  expect(lately).toMatchObject({ ventures: [], untold: [] });
  const page = (await ask(path)).text;
  expect(page).toContain('The ledger has 1 venture that no article mentions:');
  expect(page).toContain(`<a href="/ventures/${ID}"`);
  const body = JSON.stringify({
    jsonrpc: '2.0',
    id: 1,
    method: 'tools/call',
    params: { name: 'list_ventures', arguments: { company: 'toyota', with: 'byd' } },
  });
  const headers = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
  const told = (await ask('/mcp', { method: 'POST', headers, body })).text;
  expect(told).toContain('the ledger has 1 venture that no article mentions:');
  expect(told).toContain(ID);
});

test('of many the first are named and the rest counted', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ id: `v${at}`, name: `V ${at}` }));
  expect(untoldLine([])).toBeNull();
  expect(untoldLine(many(2))).toBe('the ledger has 2 ventures that no article mentions: V 0 (v0), V 1 (v1)');
  expect(untoldLine(many(12))).toMatch(/V 9 \(v9\), and 2 more$/);
});
