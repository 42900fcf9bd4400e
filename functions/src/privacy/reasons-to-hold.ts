import type { Firestore } from 'firebase-admin/firestore';
import { AbuseSignal, type Erasure, evidenceUntilMs, type HoldReason, Payment } from '../contract/index.ts';
import { decodeDocument } from '../platform/store/documents.ts';
import { heldIn, type Subject } from './find-held.ts';

/** Returns why evidence about a person is still needed. Each reason ends at its deadline, whatever is open then. */
export async function reasonsToHold(
  db: Firestore,
  subject: Subject,
  { erasure, nowMs }: { readonly erasure: Erasure; readonly nowMs: number },
): Promise<HoldReason[]> {
  const erasedMs = erasure.erasedAt ?? nowMs;
  const isOver = (reason: HoldReason) => {
    const untilMs = evidenceUntilMs(reason, erasedMs);
    return untilMs !== null && nowMs >= untilMs;
  };
  const reasons: HoldReason[] = [];
  if (!isOver('dispute') && (await hasOpenDispute(db, subject))) reasons.push('dispute');
  if (!isOver('review') && (await isReviewed(db, subject))) reasons.push('review');
  if (erasure.legalHold) reasons.push('legal-hold');
  return reasons;
}

async function hasOpenDispute(db: Firestore, subject: Subject): Promise<boolean> {
  for await (const page of heldIn(db, 'payments', subject)) {
    for (const snapshot of page) {
      const payment = decodeDocument(Payment, snapshot)?.value;
      const reversals = Object.values(payment?.reversals ?? {});
      if (reversals.some(({ kind, state }) => kind === 'dispute' && state === 'open')) return true;
    }
  }
  return false;
}

/** Returns whether staff still have to decide on a grave sign of abuse, or are watching one. */
async function isReviewed(db: Firestore, subject: Subject): Promise<boolean> {
  for await (const page of heldIn(db, 'abuse', subject)) {
    for (const snapshot of page) {
      const signal = decodeDocument(AbuseSignal, snapshot)?.value;
      if (!signal) continue;
      const isGrave = signal.severity === 'high' || signal.severity === 'critical';
      const state = signal.triage?.state ?? 'open';
      if (state === 'watching' || (isGrave && state === 'open')) return true;
    }
  }
  return false;
}
