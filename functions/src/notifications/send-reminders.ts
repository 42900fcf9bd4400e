import type { Firestore } from 'firebase-admin/firestore';
import { ACTIVITY_SHARDS, Account, Billing, DAY_MS } from '../contract/index.ts';
import type { Counts, JobRun } from '../platform/deploy/job.ts';
import { collection, decodeDocument } from '../platform/store/documents.ts';
import { documentsOf } from '../platform/store/pages-of.ts';
import type { Notice, Notifier } from './notifier.ts';

/** How long before they expire a user is reminded of credits. */
const EXPIRY_MS = 7 * DAY_MS;
/** How long before a yearly plan renews its user is reminded. */
const RENEWAL_MS = 14 * DAY_MS;
const PAGE = 200;

export interface ReminderServices {
  readonly db: Firestore;
  readonly now: () => number;
  readonly notifier: Notifier;
}

/** Reminds users of credits that expire within a week and of yearly plans that renew within two, once each. */
export async function sendReminders(services: ReminderServices, { keep }: JobRun): Promise<Counts> {
  const { db, now, notifier } = services;
  const nowMs = now();
  const counts = { accounts: 0, plans: 0 };
  const shards = [...Array(ACTIVITY_SHARDS).keys()];
  const expiring = collection(db, 'accounts')
    .where('shard', 'in', shards)
    .where('nextLapseAt', '<', new Date(nowMs + EXPIRY_MS))
    .orderBy('nextLapseAt');
  for await (const doc of documentsOf(expiring, PAGE)) {
    const account = decodeDocument(Account, doc)?.value;
    counts.accounts++;
    for (const notice of account ? expiryNotices(doc.id, account, nowMs) : []) await notifier.notify(notice);
    await keep(null);
  }
  const renewing = collection(db, 'billing')
    .where('subscription.periodEndMs', '>=', nowMs)
    .where('subscription.periodEndMs', '<', nowMs + RENEWAL_MS)
    .orderBy('subscription.periodEndMs');
  for await (const doc of documentsOf(renewing, PAGE)) {
    const billing = decodeDocument(Billing, doc)?.value;
    const notice = billing && renewalNotice(doc.id, billing);
    counts.plans++;
    if (notice) await notifier.notify(notice);
    await keep(null);
  }
  return counts;
}

function expiryNotices(accountId: string, account: Account, nowMs: number): Notice[] {
  if (account.kind !== 'person' || account.status !== 'active') return [];
  return account.lots.flatMap(({ lotId, remainingMicros: micros, expiresAtMs, frozen }) => {
    const isSoon = expiresAtMs !== null && expiresAtMs > nowMs && expiresAtMs < nowMs + EXPIRY_MS;
    if (!isSoon || micros === 0 || frozen) return [];
    const eventId = `expiring-${lotId}-${expiresAtMs}`;
    const facts = { kind: 'credits-expiring', details: { micros, expiresAtMs } } as const;
    return { uid: account.ownerUid, accountId, eventId, facts };
  });
}

function renewalNotice(accountId: string, { uid, subscription }: Billing): Notice | null {
  if (subscription?.status !== 'active' || subscription.isCancelled || subscription.interval !== 'year')
    return null;
  const { subscriptionId, periodEndMs: renewsAtMs, terms } = subscription;
  if (!terms) return null;
  const { label, amountCents, currency } = terms;
  const facts = { kind: 'plan-renews', details: { label, renewsAtMs, amountCents, currency } } as const;
  return { uid, accountId, eventId: `${subscriptionId}-renews-${renewsAtMs}`, facts };
}
