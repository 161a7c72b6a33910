/** Starts the newsroom of the comparison in a process of its own. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Published } from './newsroom.ts';

export async function startNewsroom(
  copies: number,
): Promise<{ published: Published; pid: number; stop: () => void }> {
  const entry = fileURLToPath(new URL('newsroom.ts', import.meta.url));
  const child = spawn(process.execPath, [entry, String(copies)], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
  const published = JSON.parse(line) as Published;
  return { published, pid: child.pid ?? 0, stop: () => void child.kill() };
}

/** The newsroom's feeds as jvwire's catalogue. */
export function catalogueOf({ feeds }: Published) {
  return feeds.map((url, at) => {
    const { origin } = new URL(url);
    const id = `bench-${at + 1}`;
    const about = { language: 'en', region: 'GB', kind: 'trade', enabled: true };
    return { id, name: id, url, site: `${origin}/`, ...about };
  });
}
