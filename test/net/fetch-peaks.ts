/** Run as a program of its own: fetches each URL given, and prints outcome and the process's memory peak after each. */
import { gist, testFetcher } from './servers.ts';

const fetcher = testFetcher();
for (const url of process.argv.slice(2)) {
  const outcome = await fetcher.fetch({ url, kind: 'page' });
  const peakMb = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(`${JSON.stringify({ gist: gist(outcome), ms: outcome.ms, peakMb })}\n`);
}
await fetcher.close();
