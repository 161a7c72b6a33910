/** The part of the store that alerts use. */
import { chmodSync, existsSync } from 'node:fs';
import { OperationError } from '../../core/errors.ts';
import type { WrittenFilter } from '../../query/query-text.ts';
import type { Database } from '../file/database.ts';
import { articleNews } from '../lists/article-news.ts';
import { findEvents, makeDelivery, waitingSince } from './alert-events.ts';
import { alertViews } from './alert-views.ts';
import {
  addAlert,
  findAlert,
  listAlerts,
  type NewAlert,
  pauseAlert,
  removeAlert,
  resumeAlert,
  type StoredAlert,
} from './alerts.ts';
import {
  dueDeliveries,
  pendingDelivery,
  recordDelivered,
  recordTryBegun,
  recordTryFailed,
  reviveDeliveries,
} from './deliveries.ts';
import { listSearches, removeSearch, saveSearch } from './saved-searches.ts';

export function alertReads(db: Database) {
  return {
    alertViews: () => db.transaction(() => alertViews(db)),
    listAlerts: () => listAlerts(db),
    findAlert: (name: string) => findAlert(db, name),
    listSearches: () => db.transaction(() => listSearches(db)),
    articleNews: (ids: readonly number[]) => db.transaction(() => articleNews(db, ids)),
    waitingSince: (alertId: number) => waitingSince(db, alertId),
    dueDeliveries: (now: number, limit: number) => dueDeliveries(db, now, limit),
    pendingDelivery: (id: string, now: number) => pendingDelivery(db, id, now),
  };
}

/** `file` is the path of the database. */
export function alertWrites(db: Database, file: string) {
  return {
    saveSearch: (name: string, filter: WrittenFilter, now: number) => saveSearch(db, name, filter, now),
    removeSearch: (name: string) => removeSearch(db, name),
    addAlert: (alert: NewAlert, now: number) => {
      if (alert.channel !== 'email') keepToOwner(file);
      addAlert(db, alert, now);
    },
    pauseAlert: (id: number, why: string | null, now: number) => pauseAlert(db, id, why, now),
    resumeAlert: (id: number) => resumeAlert(db, id),
    removeAlert: (id: number) => removeAlert(db, id),
    findEvents: (alert: StoredAlert, now: number) => findEvents(db, alert, now),
    makeDelivery: (alert: StoredAlert, deliveryId: string, now: number) =>
      makeDelivery(db, alert, deliveryId, now),
    recordTryBegun: (id: string, nextTryAt: number) => recordTryBegun(db, id, nextTryAt),
    recordDelivered: (id: string, now: number) => recordDelivered(db, id, now),
    recordTryFailed: (
      id: string,
      failed: { readonly message: string; readonly nextTryAt: number | null },
      now: number,
    ) => recordTryFailed(db, id, failed, now),
    reviveDeliveries: (alertId: number, now: number) => reviveDeliveries(db, alertId, now),
  };
}

/** The database will hold a secret: makes it private to its owner. SQLite gives new -wal and -shm files the same rights. */
function keepToOwner(file: string): void {
  try {
    for (const name of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(name)) chmodSync(name, 0o600);
  } catch (error) {
    throw new OperationError(
      'not-private',
      `${file} would hold the secret of an alert and cannot be kept to its owner: ${(error as Error).message}`,
    );
  }
}
