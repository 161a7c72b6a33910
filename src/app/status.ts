/** Reads the status: from the daemon when one runs, else from the database. */
import type { Config } from '../config.ts';
import { connectControl } from '../control/client.ts';
import type { JobsList, Status } from '../core/operations.ts';
import { openReader } from './store.ts';

export async function readStatus(config: Config): Promise<Status> {
  const daemon = await connectControl(config.paths.socket);
  if (daemon) return daemon.call('status', {});
  const reader = openReader(config);
  try {
    return { daemon: null, running: [], queued: 0, ...reader.standing(Date.now()) };
  } finally {
    reader.close();
  }
}

export async function readJobs(config: Config, limit: number): Promise<JobsList> {
  const daemon = await connectControl(config.paths.socket);
  if (daemon) return daemon.call('jobs.list', { limit });
  const reader = openReader(config);
  try {
    const { paused } = reader.standing(Date.now());
    const waiting = reader.waitingArticles(limit);
    return { running: [], queued: [], waiting, failed: reader.failedArticles(limit), paused };
  } finally {
    reader.close();
  }
}
