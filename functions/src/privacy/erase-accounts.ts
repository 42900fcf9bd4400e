import { DAY_MS, Erasure, HOUR_MS, PROOF_KEPT_MS } from '../contract/index.ts';
import type { Job } from '../platform/deploy/job.ts';
import { log } from '../platform/signals/log.ts';
import { collection, decodeDocument, type Versioned } from '../platform/store/documents.ts';
import { eraseUserData, NotLoggedYet } from './erase-user-data.ts';
import { writeErasure } from './erasure-record.ts';
import type { ErasureServices } from './erasure-services.ts';
import { findSubject } from './find-held.ts';
import { reasonsToHold } from './reasons-to-hold.ts';
import { reopen, stopCharging } from './start-erasure.ts';

/** The most requests of one run. The next run finds the rest. */
const MAX_DUE = 100;
const MAX_SALTS = 400;

/**
 * Does what is due of requests for erasure: ends charges, erases after seven days, deletes evidence that is no longer
 * needed, and the proof of a request at its deadline. Also deletes salts of welcome credits at theirs.
 */
export function eraseAccounts(services: ErasureServices): Job {
  return {
    name: 'eraseAccounts',
    async run({ traceId, cursor, keep }) {
      const { db, now } = services;
      const counts = { stopped: 0, erased: 0, waiting: 0, failed: 0, salts: 0 };
      const due = await collection(db, 'erasures')
        .where('dueAt', '<', new Date(now() + 1))
        .orderBy('dueAt')
        .limit(MAX_DUE)
        .get();
      for (const snapshot of due.docs) {
        const erasure = decodeDocument(Erasure, snapshot);
        if (!erasure) continue;
        try {
          counts[await advance(services, erasure, traceId)]++;
        } catch (cause) {
          counts.failed++;
          log.erasureFailed({ accountId: snapshot.id, traceId, cause });
        }
        await keep(cursor);
      }
      counts.salts = await deleteSalts(services);
      return counts;
    },
  };
}

/** Does the next step of a request. */
async function advance(
  services: ErasureServices,
  erasure: Versioned<Erasure>,
  traceId: string,
): Promise<'stopped' | 'erased' | 'waiting'> {
  const { now } = services;
  const { state, stoppedAt, undoUntil } = erasure.value;
  if (state === 'undone') await reopen(services, erasure.value, traceId);
  if (state === 'undone' || (state === 'erased' && erasure.value.evidenceFor.length === 0)) {
    await forgetProof(services, erasure);
    return 'waiting';
  }
  if (state === 'requested' && stoppedAt === null) {
    await stopCharging(services, erasure, traceId);
    return 'stopped';
  }
  if (state === 'requested' && now() < undoUntil) return 'waiting';
  return eraseNow(services, erasure, traceId);
}

/** Erases a person's data without waiting for the time in which that could be undone. */
async function eraseNow(
  services: ErasureServices,
  was: Versioned<Erasure>,
  traceId: string,
): Promise<'erased' | 'waiting'> {
  const { db, now } = services;
  const isFirst = was.value.state === 'requested';
  const erasure = isFirst ? await writeErasure(db, was, { ...was.value, state: 'erasing' }) : was;
  // It was undone in the meantime.
  if (!erasure) return 'waiting';
  const nowMs = now();
  const { accountId } = erasure.value;
  const subject = await findSubject(db, accountId);
  const evidenceFor = await reasonsToHold(db, subject, { erasure: erasure.value, nowMs });
  try {
    await eraseUserData(services, { subject, evidenceFor, traceId });
  } catch (cause) {
    if (!(cause instanceof NotLoggedYet)) throw cause;
    await writeErasure(db, erasure, { ...erasure.value, dueAt: nowMs + HOUR_MS });
    return 'waiting';
  }
  if (erasure.value.erasedAt === null) for (const id of subject.ids) await services.announceErased(id);
  const erasedAt = erasure.value.erasedAt ?? nowMs;
  const dueAt = evidenceFor.length > 0 ? nowMs + DAY_MS : erasedAt + PROOF_KEPT_MS;
  await writeErasure(db, erasure, { ...erasure.value, state: 'erased', erasedAt, evidenceFor, dueAt });
  log.accountErased({ accountId, evidence: evidenceFor.length, traceId });
  return 'erased';
}

/** Deletes a request at its deadline, with what an erased user had agreed to, or puts it off until then. */
async function forgetProof(
  { db, now }: ErasureServices,
  { value, version }: Versioned<Erasure>,
): Promise<void> {
  const untilMs = (value.erasedAt ?? value.requestedAt) + PROOF_KEPT_MS;
  if (now() < untilMs) {
    await writeErasure(db, { value, version }, { ...value, dueAt: untilMs });
    return;
  }
  if (value.state === 'erased') await collection(db, 'agreements').doc(value.accountId).delete();
  await collection(db, 'erasures').doc(value.accountId).delete({ lastUpdateTime: version });
}

async function deleteSalts({ db, now }: ErasureServices): Promise<number> {
  const expired = await collection(db, 'welcomeSalts')
    .where('expiresAt', '<', new Date(now() + 1))
    .limit(MAX_SALTS)
    .get();
  const batch = db.batch();
  for (const { ref } of expired.docs) batch.delete(ref);
  await batch.commit();
  return expired.size;
}
