import { FieldValue, type QueryDocumentSnapshot, type WriteBatch } from 'firebase-admin/firestore';
import {
  BLOCKS_CONFIG,
  BlockList,
  clearPersonal,
  type HeldCollection,
  type HeldData,
  type HoldReason,
  heldCollections,
  WELCOME_KEPT_MS,
} from '../contract/index.ts';
import { storedCollections } from '../contract/store/stored-collections.ts';
import { collection, decodeDocument, encodeDocument } from '../platform/store/documents.ts';
import type { ErasureServices } from './erasure-services.ts';
import { heldIn, type Subject } from './find-held.ts';

/** Activities that are not in the usage logs yet. The next run erases them. */
export class NotLoggedYet extends Error {}

interface Request {
  readonly subject: Subject;
  /** Why evidence stays; empty: nothing stays but what names the account only. */
  readonly evidenceFor: readonly HoldReason[];
  readonly traceId: string;
}

/**
 * Erases everything about a person: deletes or empties documents as `heldData` says, and deletes files and the user in
 * Auth. Safe to repeat, also after an interruption.
 * @throws NotLoggedYet when the facts of an activity would be lost
 */
export async function eraseUserData(services: ErasureServices, request: Request): Promise<void> {
  const { db, meter, auth, now, deleteCustomer } = services;
  const { subject, evidenceFor, traceId } = request;
  await assertLogged(services, subject);
  for (const id of subject.ids) {
    if (!(await collection(db, 'accounts').doc(id).get()).exists) continue;
    await meter.submit(id, { kind: 'book', reducer: 'forfeitCredits', facts: { traceId }, documents: {} });
    if (evidenceFor.length === 0) await deleteCustomer(id);
  }
  await clearBlocks(services, subject);
  for (const [name, held] of heldCollections()) {
    // Results are found by activities, which come before them in the table.
    if (name === 'activities' || held.erased === 'kept') continue;
    await eraseCollection(services, request, { name, held });
  }
  const activities = heldCollections().find(([name]) => name === 'activities');
  if (activities) await eraseCollection(services, request, { name: 'activities', held: activities[1] });
  await expireSalts(services, subject);
  await markErased(services, subject, now());
  for (const id of subject.ids) await deleteUser(auth, id);
}

async function assertLogged({ db, loggedActivities }: ErasureServices, subject: Subject): Promise<void> {
  const isLogged = await loggedActivities();
  for await (const page of heldIn(db, 'activities', subject)) {
    if (page.some((activity) => !isLogged(activity))) throw new NotLoggedYet();
  }
}

async function eraseCollection(
  services: ErasureServices,
  { subject, evidenceFor }: Request,
  { name, held }: { readonly name: HeldCollection; readonly held: HeldData },
): Promise<void> {
  const { db, outputs, eraseAuditTexts } = services;
  const keep = evidenceFor.length > 0 ? (held.evidence ?? []) : [];
  for await (const page of heldIn(db, name, subject)) {
    if (name === 'audit') {
      const texts = ['actor.email', 'ip', 'reason'] as const;
      for (const { id } of page) await eraseAuditTexts(db, { entryId: id, texts });
      continue;
    }
    if (name === 'activities') for (const { id } of page) await outputs.remove(id);
    const batch = db.batch();
    for (const snapshot of page) eraseDocument(batch, snapshot, { name, held, keep });
    await batch.commit();
  }
}

function eraseDocument(
  batch: WriteBatch,
  snapshot: QueryDocumentSnapshot,
  {
    name,
    held,
    keep,
  }: { readonly name: HeldCollection; readonly held: HeldData; readonly keep: readonly string[] },
): void {
  if (held.erased === 'deleted' && keep.length === 0) {
    batch.delete(snapshot.ref);
    return;
  }
  const cleared = clearPersonal(storedCollections[name].schemas, snapshot.data(), keep);
  if (Object.keys(cleared).length === 0) return;
  batch.update(snapshot.ref, cleared, { lastUpdateTime: snapshot.updateTime });
}

/** Empties the reasons of blocks of the person's accounts. The blocks stay, by the bare id. */
async function clearBlocks({ db }: ErasureServices, { ids }: Subject): Promise<void> {
  const reference = collection(db, 'config').doc(BLOCKS_CONFIG);
  const stored = decodeDocument(BlockList, await reference.get());
  if (!stored) return;
  const blocks = stored.value.blocks.map((block) =>
    block.target.kind === 'account' && ids.includes(block.target.accountId)
      ? { ...block, reason: '' }
      : block,
  );
  if (blocks.every((block, index) => block.reason === stored.value.blocks[index]?.reason)) return;
  const data = await encodeDocument(db, BlockList, { ...stored.value, blocks });
  await reference.update(data, { lastUpdateTime: stored.version });
}

/** Lets the salts of the person's welcome credits expire. */
async function expireSalts({ db, now }: ErasureServices, subject: Subject): Promise<void> {
  for await (const page of heldIn(db, 'welcomeSalts', subject)) {
    for (const { ref } of page.filter((salt) => salt.get('expiresAt') === null)) {
      await ref.update({ expiresAt: new Date(now() + WELCOME_KEPT_MS) });
    }
  }
}

async function markErased({ db }: ErasureServices, { ids }: Subject, nowMs: number): Promise<void> {
  for (const id of ids) {
    const reference = collection(db, 'accounts').doc(id);
    const account = await reference.get();
    if (!account.exists || account.get('erasedAt')) continue;
    // What the account was set to says something about its owner, and nothing needs it.
    const settings = { windows: {}, caps: null, capUse: null, topUpBelowMicros: null };
    const labelCaps = FieldValue.delete();
    const { updateTime: lastUpdateTime } = account;
    const precondition = lastUpdateTime ? { lastUpdateTime } : {};
    await reference.update({ ...settings, labelCaps, erasedAt: new Date(nowMs) }, precondition);
  }
}

async function deleteUser(auth: ErasureServices['auth'], uid: string): Promise<void> {
  await auth.deleteUser(uid).catch((error: { code?: string }) => {
    if (error.code !== 'auth/user-not-found') throw error;
  });
}
