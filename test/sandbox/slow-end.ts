/** A process whose reader takes longer to end than it is given, as on a machine that is busy; prints `ended` once it has. */
import { readFileSync } from 'node:fs';
import { createSandbox } from '../../src/sandbox/process-pool.ts';

const sandbox = createSandbox({ processes: 1 });
await sandbox.readFeed({ bytes: new Uint8Array(), url: 'https://wire.example/feed', contentType: null });
const [reader] = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').trim().split(' ');
process.kill(Number(reader), 'SIGSTOP');
await sandbox.close();
process.stdout.write('ended\n');
