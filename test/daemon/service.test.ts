/** The systemd unit: valid, hardened, and the daemon says what systemd wants to hear. */
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { launcher, projectRoot } from '../cli/jvwire.ts';
import { placeFor } from '../cli/newsroom-settings.ts';
import { hasProgram } from '../requirements.ts';
import { temporaryFolder } from '../store/fixtures.ts';
import { startDaemon } from './running.ts';

const systemd = hasProgram('systemd-analyze');
const notify = hasProgram('systemd-notify') && hasProgram('python3');

/** systemd-analyze rates from 0 (safe) to 10; what it calls OK ends at 4, most services stand at 9.6. */
const MOST_EXPOSURE = 2;

test.runIf(systemd)('the unit is valid and hardened', () => {
  const unit = readFileSync(join(projectRoot, 'docs', 'jvwire.service'), 'utf8');
  const file = join(temporaryFolder(), 'jvwire.service');
  writeFileSync(file, unit.replaceAll('/opt/jvwire/bin/jvwire', launcher));
  const verified = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' });
  expect(verified).toMatchObject({ status: 0, stderr: '' });
  // A migration may take longer than systemd waits of itself.
  expect(unit).toMatch(/^TimeoutStartSec=infinity$/m);
  const { stdout } = spawnSync('systemd-analyze', ['security', '--offline=true', file], { encoding: 'utf8' });
  const level = /exposure level for jvwire\.service: ([\d.]+)/.exec(stdout)?.[1];
  expect(Number(level)).toBeLessThan(MOST_EXPOSURE);
});

test.runIf(notify)(
  'the daemon tells systemd when it is ready, that it lives, and that it stops',
  async () => {
    const { folder, env } = placeFor({ catalogue: [] });
    const socket = join(folder, 'notify.sock');
    const listen = `import socket, sys
s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
s.bind(sys.argv[1])
print("bound", flush=True)
while True:
    print(s.recv(4096).decode().replace("\\n", " "), flush=True)`;
    const manager = spawn('python3', ['-c', listen, socket], { stdio: ['ignore', 'pipe', 'inherit'] });
    onTestFinished(() => void manager.kill('SIGKILL'));
    let heard = '';
    manager.stdout.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
    });
    await once(manager.stdout, 'data');
    const daemon = await startDaemon({ ...env, NOTIFY_SOCKET: socket, WATCHDOG_USEC: '600000' });
    await sleep(1000);
    expect(heard).toMatch(
      new RegExp(`READY=1.*MAINPID=${daemon.child.pid}|MAINPID=${daemon.child.pid}.*READY=1`),
    );
    expect(heard).toMatch(/WATCHDOG=1/);
    daemon.child.kill('SIGTERM');
    await daemon.result;
    expect(heard).toMatch(/STOPPING=1/);
  },
);
