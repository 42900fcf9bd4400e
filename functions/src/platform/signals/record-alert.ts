import type { Firestore } from 'firebase-admin/firestore';
import { Alert, HOUR_MS, NEW_ALERT, type NewAlert } from '../../contract/index.ts';
import { collection, encodeDocument } from '../store/documents.ts';
import { landed } from '../store/landed.ts';
import { log } from './log.ts';

/** Records an alert, at most one per account, kind and hour. Never throws, because nothing may depend on it. */
export type RecordAlert = (alert: NewAlert) => Promise<void>;

export function createRecordAlert({ db, now }: { db: Firestore; now: () => number }): RecordAlert {
  /** The ids that this instance has recorded in the current hour. */
  let recorded: { readonly hour: number; readonly ids: Set<string> } = { hour: 0, ids: new Set() };

  return async (alert) => {
    const nowMs = now();
    const hour = Math.floor(nowMs / HOUR_MS);
    const alertId = [alert.accountId ?? 'all', alert.kind, hour].join('-').replaceAll('/', '_');
    if (recorded.hour !== hour) recorded = { hour, ids: new Set() };
    if (recorded.ids.has(alertId)) return;
    recorded.ids.add(alertId);
    log.alertRaised({ alertId, ...alert });
    try {
      const document = { schemaVersion: 1, ...NEW_ALERT, ...alert, createdAt: nowMs } as const;
      const encoded = await encodeDocument(db, Alert, document);
      await landed(collection(db, 'alerts').doc(alertId).create(encoded), ['exists']);
    } catch (cause) {
      recorded.ids.delete(alertId);
      log.alertNotRecorded({ alertId, cause });
    }
  };
}
