import { isDeepStrictEqual } from 'node:util';
import type { Firestore } from 'firebase-admin/firestore';
import {
  ALERT_RULES_CONFIG,
  Alert,
  AlertConditionName,
  AlertRules,
  NEW_ALERT,
  type NewAlert,
  rulesInForce,
} from '../../contract/index.ts';
import { collection, decodeDocument } from '../store/documents.ts';
import { replaceDocument } from '../store/replace-document.ts';
import { log } from './log.ts';

const MAX_TRIES = 5;

interface Services {
  readonly db: Firestore;
  readonly now: () => number;
}

/**
 * Opens the alert about a standing fault, or updates it if it is open. There is one such alert per kind. A rule decides how
 * severe it is, and whether it is raised at all.
 */
export async function raiseStandingAlert({ db, now }: Services, found: NewAlert): Promise<void> {
  const alert = await byRule(db, found);
  if (!alert) return;
  const isChanged = await change(db, alert.kind, (was) => {
    const isOpen = was !== null && was.resolvedAt === null;
    if (isOpen && isDeepStrictEqual({ ...was, ...alert }, was)) return null;
    const { acknowledged, createdAt } = isOpen ? was : { acknowledged: null, createdAt: now() };
    return { schemaVersion: 1, ...NEW_ALERT, ...alert, acknowledged, createdAt };
  });
  if (isChanged) log.alertRaised({ alertId: idOf(alert.kind), ...alert });
}

/** Resolves the standing alert of a kind, because the fault is gone. */
export async function resolveStandingAlert({ db, now }: Services, kind: Alert['kind']): Promise<void> {
  await change(db, kind, (was) => (was && was.resolvedAt === null ? { ...was, resolvedAt: now() } : null));
}

async function byRule(db: Firestore, found: NewAlert): Promise<NewAlert | null> {
  const condition = AlertConditionName.safeParse(found.kind);
  if (!condition.success) return found;
  const changed = decodeDocument(AlertRules, await collection(db, 'config').doc(ALERT_RULES_CONFIG).get());
  const { isEnabled, severity } = rulesInForce(changed?.value ?? null)[condition.data];
  return isEnabled ? { ...found, severity } : null;
}

function idOf(kind: Alert['kind']): string {
  return `all-${kind}`;
}

/** Writes an alert if it changes. @param next returns the new alert; null: no change */
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
    if (await replaceDocument(db, reference, { schema: Alert, was: was?.version ?? null, value: alert }))
      return true;
  }
  throw new Error(`Others kept writing the alert ${idOf(kind)}`);
}
