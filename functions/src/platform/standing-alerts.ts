import { isDeepStrictEqual } from 'node:util';
import type { Firestore } from 'firebase-admin/firestore';
import { Alert, type NewAlert } from '../contract/index.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from './documents.ts';
import { landed, UNLESS_CONFLICT } from './landed.ts';
import { log } from './log.ts';

const MAX_TRIES = 5;

interface Services {
  readonly db: Firestore;
  readonly now: () => number;
}

/**
 * Opens the alert about something that is wrong for as long as it is, or tells an open one what is known now. There is one
 * such alert of a kind.
 */
export async function raiseStandingAlert({ db, now }: Services, alert: NewAlert): Promise<void> {
  const isChanged = await change(db, alert.kind, (was) => {
    const isOpen = was !== null && was.resolvedAt === null;
    if (isOpen && isDeepStrictEqual({ ...was, ...alert }, was)) return null;
    return { schemaVersion: 1, ...alert, createdAt: isOpen ? was.createdAt : now(), resolvedAt: null };
  });
  if (isChanged) log.alertRaised({ alertId: idOf(alert.kind), ...alert });
}

/** Resolves the standing alert of a kind: what it was about has been found right again. */
export async function resolveStandingAlert({ db, now }: Services, kind: Alert['kind']): Promise<void> {
  await change(db, kind, (was) => (was && was.resolvedAt === null ? { ...was, resolvedAt: now() } : null));
}

function idOf(kind: Alert['kind']): string {
  return `all-${kind}`;
}

/** Writes an alert, if it is to change. @param next returns it as it is to be; null: as it is */
async function change(
  db: Firestore,
  kind: Alert['kind'],
  next: (was: Alert | null) => Alert | null,
): Promise<boolean> {
  const reference = collection(db, 'alerts').doc(idOf(kind));
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const was = decodeDocument(Alert, await reference.get());
    const alert = next(was?.value ?? null);
    if (!alert) return false;
    const batch = db.batch();
    const data = await encodeDocument(db, Alert, alert);
    writeOver(batch, reference, { was: was?.version ?? null, data });
    if (await landed(batch.commit(), UNLESS_CONFLICT)) return true;
  }
  throw new Error(`Others kept writing the alert ${idOf(kind)}`);
}
