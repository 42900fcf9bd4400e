import { Account, AppError, ERASE_WITHIN_MS, type Erasure, UNDO_ERASURE_MS } from '../contract/index.ts';
import type { Audit } from '../meter/commands.ts';
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
  if ((await collection(db, 'accounts').doc(accountId).get()).exists) {
    const uid = by === 'person' ? accountId : 'system';
    const audit = auditOf('request-erasure', { accountId, requestedAtMs: requestedAt, uid, traceId });
    const facts = { requestedAtMs: requestedAt };
    await meter.submit(accountId, { kind: 'book', reducer: 'closeAccount', facts, documents: {}, audit });
  }
  await endWork(accountId);
  await endPayments(accountId);
  const stopped = { ...erasure.value, stoppedAt: now(), dueAt: erasure.value.undoUntil };
  return (await writeErasure(db, erasure, stopped)) ?? erasure;
}

/**
 * Undoes a request. A suspension by staff stays, whether it was before or since. Safe to repeat: an undo that was stopped in
 * between is completed, by the next run of the job at the latest.
 */
export async function undoErasure(
  services: ErasureServices,
  { uid, traceId }: { readonly uid: string; readonly traceId: string },
): Promise<Erasure> {
  const { db, now } = services;
  const erasure = await readErasure(db, uid);
  if (!erasure) throw new AppError('not-found', { reason: 'erasure' });
  const { state, undoUntil } = erasure.value;
  if (state !== 'undone' && (state !== 'requested' || now() >= undoUntil)) {
    throw new AppError('already-settled', { reason: 'erasure' });
  }
  const undone = { ...erasure.value, state: 'undone', dueAt: now() } as const;
  const written = state === 'undone' ? erasure : await writeErasure(db, erasure, undone);
  if (!written) throw new AppError('busy', { reason: 'changed', retryAfterMs: 1_000 });
  await reopen(services, written.value, traceId);
  return written.value;
}

/** Lets a user whose request was undone use their account again. Safe to repeat. */
export async function reopen(
  { db, auth, meter }: ErasureServices,
  { accountId, requestedAt }: Erasure,
  traceId: string,
): Promise<void> {
  await markUser(auth, accountId, null);
  if (!(await collection(db, 'accounts').doc(accountId).get()).exists) return;
  const by = { accountId, requestedAtMs: requestedAt, uid: accountId, traceId };
  const audit = auditOf('undo-erasure', by);
  await meter.submit(accountId, {
    kind: 'book',
    reducer: 'reopenAccount',
    facts: null,
    documents: {},
    audit,
  });
}

function auditOf(
  action: 'request-erasure' | 'undo-erasure',
  {
    accountId,
    requestedAtMs,
    uid,
    traceId,
  }: {
    readonly accountId: string;
    readonly requestedAtMs: number;
    readonly uid: string;
    readonly traceId: string;
  },
): Audit {
  const actor = { uid, email: null, role: null };
  const entry = { action, actor, target: `accounts/${accountId}`, reason: '', ip: null, traceId };
  return { auditId: `${action}-${accountId}-${requestedAtMs}`, entry };
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
