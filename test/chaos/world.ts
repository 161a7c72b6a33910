/** Builds what a chaos run happens in: a newsroom, an installation, and where it is permitted a disk and a name server. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSynthetic } from '../newsroom/synthetic.ts';
import { mayMount } from '../requirements.ts';
import { FAULTS, type Fault, type World } from './faults.ts';
import { openInstallation, type Runner } from './installation.ts';
import { startNameServer } from './name-server.ts';
import { mountSmallDisk } from './small-disk.ts';

export interface WorldOptions {
  readonly runner: Runner;
  readonly feeds: number;
  readonly pages: number;
  readonly seed: number;
}

export interface OpenWorld extends World {
  /** Those that can strike here. */
  readonly faults: readonly Fault[];
  /** Names of those that cannot, because this process may not mount or listen on port 53. */
  readonly leftOut: readonly string[];
  close(): Promise<void>;
}

const DOMAIN = 'newsroom.test';
const LATENCY_MS = 5;

/** Starts everything and waits until the newsroom's first pages are asked for. */
export async function openWorld({ runner, feeds, pages, seed }: WorldOptions): Promise<OpenWorld> {
  const permitted = mayMount();
  const folder = mkdtempSync(join(tmpdir(), 'jvwire-chaos-'));
  const data = join(folder, 'data');
  const disk = permitted ? mountSmallDisk(data) : null;
  // Two runs beside one another must not share an address.
  const names = permitted
    ? await startNameServer(`127.53.${(process.pid >> 8) & 255}.${(process.pid & 127) + 1}`, DOMAIN)
    : null;
  const newsroom = await startSynthetic({
    feeds,
    pages,
    seed,
    latencyMs: LATENCY_MS,
    ...(names === null ? {} : { nameOf: (host: number) => `host-${host + 1}.${DOMAIN}` }),
  });
  const installation = await openInstallation({
    runner,
    folder,
    data,
    catalogue: newsroom.catalogue,
    within: names === null ? [] : lookingUpAt(names.address, folder),
  });
  const can = ({ only, needs }: Fault): boolean =>
    (only === undefined || only === runner) && (needs === undefined || permitted);
  return {
    installation,
    newsroom,
    names,
    disk,
    faults: FAULTS.filter(can),
    leftOut: FAULTS.filter((fault) => (fault.only ?? runner) === runner && !can(fault)).map(
      ({ name }) => name,
    ),
    close: async () => {
      await installation.stop();
      await Promise.all([newsroom.close(), names?.close()]);
      disk?.remove();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The command line before which a program asks this name server, and the rest of the machine does not. */
function lookingUpAt(nameServer: string, folder: string): string[] {
  const file = join(folder, 'resolv.conf');
  writeFileSync(file, `nameserver ${nameServer}\noptions timeout:1 attempts:1\n`);
  return ['unshare', '--mount', 'sh', '-c', 'mount --bind "$0" /etc/resolv.conf && exec "$@"', file];
}
