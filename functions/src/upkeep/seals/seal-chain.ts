import type { Firestore, Query, QueryDocumentSnapshot } from 'firebase-admin/firestore';
import {
  compareSealed,
  LATEST_ENTRY_MS,
  makeSeal,
  type SealHead,
  type SealKey,
  type SealSigner,
} from '../../contract/index.ts';
import { decodeDocument, storeVersion } from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';
import { documentsOf } from '../../platform/store/pages-of.ts';
import { type ChainStore, entryTimeMs } from './chain-store.ts';

/** With their salts, this many entries fit into one commit, and their seal into one document. */
const ENTRIES_PER_SEAL = 200;
const PAGE = 1_000;

/** An entry that may not be sealed yet. */
export interface Candidate {
  readonly id: string;
  /** The entry's own creation time. */
  readonly atMs: number;
  /** When it arrived in the store, by the store's clock. */
  readonly cameMs: number;
}

export interface Sealing {
  readonly db: Firestore;
  readonly signer: SealSigner;
  /** Oldest first; the last one belongs to the signer. */
  readonly keys: readonly SealKey[];
  /** When this run began. It sees everything that was committed before. */
  readonly nowMs: number;
  /** Whether to seal entries that arrived too late, because an admin has checked them. */
  readonly acceptsLate: boolean;
  /** Called after each seal. */
  readonly onSeal: () => Promise<void>;
}

export interface Sealed {
  readonly seals: number;
  readonly entries: number;
  readonly leftOut: number;
}

const nothing: Sealed = { seals: 0, entries: 0, leftOut: 0 };

/**
 * Seals each unsealed entry of a chain once. The seals themselves say which entries are sealed. A seal is created under
 * the number after the last one that was read, so two concurrent runs can't both create it, and a run that is killed has
 * sealed what it created.
 * @param look.recent entries that arrived lately; if one of them is unsealed, counting reveals entries that no run has seen
 * @param look.isThorough whether to count even if all of them are sealed
 */
export async function sealChain(
  sealing: Sealing,
  store: ChainStore,
  { recent, isThorough }: { readonly recent: readonly Candidate[]; readonly isThorough: boolean },
): Promise<Sealed> {
  const head = await readHead(store);
  // The last seal has a newer key than this run's. A run with that key continues the chain.
  if (head && isAhead(sealing, head)) return nothing;
  const isOpening = head === null || head.seal.isOpening;
  const { entryCount = 0, leftOut = 0 } = head?.seal ?? {};
  const found = await notSealed(store, recent);
  if (found.length === 0 && !isThorough) return nothing;
  const isWhole = !isOpening && found.every(isHonest) && !(sealing.acceptsLate && leftOut > 0);
  if (isWhole && (await countOf(store)) <= entryCount + leftOut + found.length) {
    return append(sealing, store, { head, due: found, isOpening, leftOut });
  }
  const all = await allNotSealed(store);
  const due = all.filter((one) => isOpening || sealing.acceptsLate || isHonest(one));
  return append(sealing, store, { head, due, isOpening, leftOut: all.length - due.length });
}

/** Returns whether an entry arrived within the time that an honest commit can take. */
function isHonest({ atMs, cameMs }: Candidate): boolean {
  return cameMs - atMs <= LATEST_ENTRY_MS;
}

interface Due {
  readonly head: SealHead | null;
  readonly due: readonly Candidate[];
  readonly isOpening: boolean;
  readonly leftOut: number;
}

async function append(sealing: Sealing, store: ChainStore, request: Due): Promise<Sealed> {
  const { db, signer, nowMs } = sealing;
  const { leftOut, isOpening } = request;
  const due = request.due.toSorted(compareSealed);
  let { head } = request;
  let [seals, sealedEntries] = [0, 0];
  for (let first = 0; first < due.length; first += ENTRIES_PER_SEAL) {
    const page = due.slice(first, first + ENTRIES_PER_SEAL);
    const { entries, moved, addTo } = await store.read(page.map(({ id }) => id));
    if (entries.length === 0) continue;
    const isLast = first + ENTRIES_PER_SEAL >= due.length;
    const toSeal = { entries, moved, leftOut, isOpening: isOpening && !isLast, nowMs };
    const next = await makeSeal(store.chain, head, { toSeal, signer, storeVersion: await storeVersion(db) });
    const batch = db.batch();
    batch.create(store.sealAt(next.seal.number), next.data);
    addTo(batch);
    // Another run has sealed them, or a text was erased in between. The next run tries again.
    if (!(await landed(batch.commit(), UNLESS_CONFLICT))) break;
    head = next;
    seals++;
    sealedEntries += entries.length;
    await sealing.onSeal();
  }
  return { seals, entries: sealedEntries, leftOut };
}

async function readHead({ seals, schema }: ChainStore): Promise<SealHead | null> {
  const [snapshot] = (await seals.limit(1).get()).docs;
  const seal = snapshot && decodeDocument<typeof schema>(schema, snapshot);
  return snapshot && seal ? { seal: seal.value, data: snapshot.data() } : null;
}

function isAhead({ signer, keys }: Sealing, { seal }: SealHead): boolean {
  const order = (keyId: string) => keys.findIndex((key) => key.keyId === keyId);
  return order(seal.keyId) === -1 || order(seal.keyId) > order(signer.keyId);
}

async function notSealed(store: ChainStore, candidates: readonly Candidate[]): Promise<Candidate[]> {
  if (candidates.length === 0) return [];
  const sinceMs = candidates.reduce((least, { atMs }) => Math.min(least, atMs), Number.POSITIVE_INFINITY);
  const sealed = await idsIn(store.sealsSince(sinceMs));
  return candidates.filter(({ id }) => !sealed.has(id));
}

async function allNotSealed(store: ChainStore): Promise<Candidate[]> {
  const sealed = await idsIn(store.seals);
  const found: Candidate[] = [];
  for await (const snapshot of documentsOf(store.entries.select('createdAt'), PAGE)) {
    if (!sealed.has(snapshot.id)) found.push(candidateOf(snapshot));
  }
  return found;
}

async function idsIn(seals: Query): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const snapshot of documentsOf(seals, 50)) {
    const entries: unknown = snapshot.get('entries');
    if (!Array.isArray(entries)) continue;
    for (const { id } of entries as { id: string }[]) ids.add(id);
  }
  return ids;
}

async function countOf({ entries }: ChainStore): Promise<number> {
  return (await entries.count().get()).data().count;
}

export function candidateOf(snapshot: QueryDocumentSnapshot): Candidate {
  return { id: snapshot.id, atMs: entryTimeMs(snapshot), cameMs: snapshot.createTime.toMillis() };
}
