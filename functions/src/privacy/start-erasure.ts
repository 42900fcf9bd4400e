import {
  Account,
  AppError,
  ERASE_WITHIN_MS,
  ERASURE_REASON,
  type Erasure,
  UNDO_ERASURE_MS,
} from '../contract/index.ts';
import { findAuthUser } from '../platform/identity/identities.ts';
import { collection, decodeDocument, type Versioned } from '../platform/store/documents.ts';
import { readErasure, writeErasure } from './erasure-record.ts';
import type { ErasureServices } from './erasure-services.ts';

/** Marks a user in Auth, so that the request survives a restore of the store. */
const CLAIM = 'erasureRequestedAtMs';

/**
 * Requests the erasure of a user's data, and ends everything that could charge their account. Safe to repeat: a request that
 * was stopped in between is completed, by the next run of the job at the latest.
 * @throws AppError `busy` when another call has changed the request meanwhile
 */
export async function startErasure(
  services: ErasureServices,
  { uid, by, traceId }: { readonly uid: string; readonly by: 'person' | 'auth'; readonly traceId: string },
): Promise<Erasure> {
  const { db, now } = services;
  const was = await readErasure(db, uid);
  if (was && was.value.state !== 'undone') {
    const isHalfway = was.value.state === 'requested' && was.value.stoppedAt === null;
    return isHalfway ? (await stopCharging(services, was, traceId)).value : was.value;
  }
  const account = decodeDocument(Account, await collection(db, 'accounts').doc(uid).get());
  const nowMs = now();
  const requested: Erasure = {
    schemaVersion: 1,
    ...was?.value,
    ...{ accountId: uid, by, state: 'requested' },
    wasSuspended: account?.value.status === 'suspended',
    requestedAt: nowMs,
    undoUntil: nowMs + UNDO_ERASURE_MS,
    eraseBy: nowMs + ERASE_WITHIN_MS,
    ...{ stoppedAt: null, erasedAt: null, evidenceFor: [] },
    legalHold: was?.value.legalHold ?? null,
    dueAt: nowMs,
  };
  const written = await writeErasure(db, was, requested);
  if (!written) throw new AppError('busy', { reason: 'changed', retryAfterMs: 1_000 });
  return (await stopCharging(services, written, traceId)).value;
}

/** Ends everything that could charge the account of a request, and notes when that was done. Safe to repeat. */
export async function stopCharging(
  services: ErasureServices,
  erasure: Versioned<Erasure>,
  traceId: string,
): Promise<Versioned<Erasure>> {
  const { db, auth, meter, now, endPayments, endWork } = services;
  const { accountId, requestedAt, by } = erasure.value;
  await markUser(auth, accountId, requestedAt);
  const account = decodeDocument(Account, await collection(db, 'accounts').doc(accountId).get())?.value;
  if (account) {
    const actor = { uid: by === 'person' ? accountId : 'system', email: null, role: null };
    const target = `accounts/${accountId}`;
    const entry = { action: 'request-erasure', actor, target, reason: '', ip: null, traceId } as const;
    const audit = { auditId: `request-erasure-${accountId}-${requestedAt}`, entry };
    // The owner of an account that staff have suspended can still read why, and appeal.
    const reason = (account.status === 'suspended' && account.statusReason) || ERASURE_REASON;
    await meter.submit(accountId, { kind: 'suspend', reason, audit });
  }
  await endWork(accountId);
  await endPayments(accountId);
  const stopped = { ...erasure.value, stoppedAt: now(), dueAt: erasure.value.undoUntil };
  return (await writeErasure(db, erasure, stopped)) ?? erasure;
}

/** Undoes a request. A suspension by staff stays, whether it was before or since. */
export async function undoErasure(
  services: ErasureServices,
  { uid, traceId }: { readonly uid: string; readonly traceId: string },
): Promise<Erasure> {
  const { db, auth, meter, now } = services;
  const erasure = await readErasure(db, uid);
  if (!erasure) throw new AppError('not-found', { reason: 'erasure' });
  const { state, wasSuspended, requestedAt, undoUntil } = erasure.value;
  if (state === 'undone') return erasure.value;
  if (state !== 'requested' || now() >= undoUntil) {
    throw new AppError('already-settled', { reason: 'erasure' });
  }
  const written = await writeErasure(db, erasure, { ...erasure.value, state: 'undone' });
  if (!written) throw new AppError('busy', { reason: 'changed', retryAfterMs: 1_000 });
  await markUser(auth, uid, null);
  const account = decodeDocument(Account, await collection(db, 'accounts').doc(uid).get());
  if (!wasSuspended && account?.value.statusReason === ERASURE_REASON) {
    const actor = { uid, email: null, role: null };
    const target = `accounts/${uid}`;
    const entry = { action: 'undo-erasure', actor, target, reason: '', ip: null, traceId } as const;
    const audit = { auditId: `undo-erasure-${uid}-${requestedAt}`, entry };
    await meter.submit(uid, { kind: 'reinstate', reason: '', audit });
  }
  return written.value;
}

/** Sets when a user requested their erasure; null: they didn't. Does nothing for a user whom Auth doesn't have. */
async function markUser(auth: ErasureServices['auth'], uid: string, atMs: number | null): Promise<void> {
  const user = await findAuthUser(auth, uid);
  if (!user) return;
  const { [CLAIM]: _, ...others } = user.customClaims ?? {};
  await auth.setCustomUserClaims(uid, atMs === null ? others : { ...others, [CLAIM]: atMs });
}

/** Returns when a user of Auth requested their erasure; null: they didn't. */
export function markedMs(claims: Readonly<Record<string, unknown>> | undefined): number | null {
  const atMs = claims?.[CLAIM];
  return typeof atMs === 'number' ? atMs : null;
}
