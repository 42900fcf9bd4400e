import { randomBytes } from 'node:crypto';
import type {
  DocumentReference,
  DocumentSnapshot,
  Firestore,
  Query,
  WriteBatch,
} from 'firebase-admin/firestore';
import {
  AuditSalts,
  AuditSeal,
  auditChain,
  commitTexts,
  entryDigest,
  erasableTextNames,
  LedgerSeal,
  ledgerChain,
  movedBy,
  type SealChain,
  type ToSeal,
  withCommitments,
} from '../../contract/index.ts';
import { collection, decodeDocument, encodeDocument, writeOver } from '../../platform/store/documents.ts';

/** The entries of a seal, and the writes that belong in the same commit. */
export interface ReadEntries extends Pick<ToSeal, 'entries' | 'moved'> {
  readonly addTo: (batch: WriteBatch) => void;
}

/** The store of a chain and its entries. */
export interface ChainStore {
  readonly chain: SealChain;
  readonly schema: typeof LedgerSeal | typeof AuditSeal;
  /** All entries, newest first. */
  readonly entries: Query;
  /** All seals, newest first. */
  readonly seals: Query;
  /** The seals that may contain an entry with this time. */
  readonly sealsSince: (atMs: number) => Query;
  readonly sealAt: (number: number) => DocumentReference;
  readonly read: (ids: readonly string[]) => Promise<ReadEntries>;
}

export function ledgerStore(db: Firestore, accountId: string): ChainStore {
  const [entries, seals] = [collection(db, 'ledger'), collection(db, 'ledgerSeals')];
  const ownSeals = seals.where('accountId', '==', accountId);
  return {
    chain: ledgerChain(accountId),
    schema: LedgerSeal,
    entries: entries.where('accountId', '==', accountId).orderBy('createdAt', 'desc'),
    seals: ownSeals.orderBy('number', 'desc'),
    sealsSince: (atMs) => ownSeals.where('lastEntryAt', '>=', new Date(atMs)),
    sealAt: (number) => seals.doc(`${accountId}-${sortable(number)}`),
    async read(ids) {
      const found = await existing(
        db,
        ids.map((id) => entries.doc(id)),
      );
      const moved = found.map((snapshot) => movedBy(snapshot.data() ?? {}));
      return {
        entries: await Promise.all(
          found.map(async (snapshot) => ({
            ...namedBy(snapshot),
            digest: await entryDigest(snapshot.data() ?? {}),
          })),
        ),
        moved: {
          balanceMicros: moved.reduce((sum, { balanceMicros }) => sum + balanceMicros, 0),
          debtMicros: moved.reduce((sum, { debtMicros }) => sum + debtMicros, 0),
        },
        addTo: () => undefined,
      };
    },
  };
}

export function auditStore(db: Firestore): ChainStore {
  const [entries, seals] = [collection(db, 'audit'), collection(db, 'auditSeals')];
  return {
    chain: auditChain,
    schema: AuditSeal,
    entries: entries.orderBy('createdAt', 'desc'),
    seals: seals.orderBy('number', 'desc'),
    sealsSince: (atMs) => seals.where('lastEntryAt', '>=', new Date(atMs)),
    sealAt: (number) => seals.doc(sortable(number)),
    read: (ids) => readAuditEntries(db, ids),
  };
}

/**
 * Reads salts before the entries; they are written only if they haven't changed since. Erasing a text changes its salts,
 * so no seal commits to a text that has just been erased.
 */
async function readAuditEntries(db: Firestore, ids: readonly string[]): Promise<ReadEntries> {
  const saltsAt = (id: string) => collection(db, 'auditSalts').doc(id);
  const stored = await db.getAll(...ids.map(saltsAt));
  const found = await existing(
    db,
    ids.map((id) => collection(db, 'audit').doc(id)),
  );
  const known = new Map(stored.map((snapshot) => [snapshot.id, decodeDocument(AuditSalts, snapshot)]));
  const salted = found.map((snapshot) => {
    const was = known.get(snapshot.id) ?? null;
    const salts = Object.fromEntries(erasableTextNames.map((name) => [name, newSalt()]));
    return { snapshot, was, value: { schemaVersion: 1, salts } };
  });
  const encoded = await Promise.all(salted.map(({ value }) => encodeDocument(db, AuditSalts, value)));
  return {
    entries: await Promise.all(
      salted.map(async ({ snapshot, value }) => {
        const data = snapshot.data() ?? {};
        const texts = await commitTexts(data, value.salts);
        return { ...namedBy(snapshot), digest: await entryDigest(withCommitments(data, texts)), texts };
      }),
    ),
    moved: { balanceMicros: 0, debtMicros: 0 },
    addTo(batch) {
      for (const [index, { snapshot, was }] of salted.entries()) {
        writeOver(batch, saltsAt(snapshot.id), { was: was?.version ?? null, data: encoded[index] ?? {} });
      }
    },
  };
}

function newSalt(): string {
  return randomBytes(16).toString('base64url');
}

async function existing(db: Firestore, references: DocumentReference[]): Promise<DocumentSnapshot[]> {
  return (await db.getAll(...references)).filter(({ exists }) => exists);
}

function namedBy(snapshot: DocumentSnapshot): { id: string; atMs: number } {
  return { id: snapshot.id, atMs: entryTimeMs(snapshot) };
}

/** Returns an entry's own creation time. */
export function entryTimeMs(snapshot: DocumentSnapshot): number {
  const createdAt: unknown = snapshot.get('createdAt');
  const { toMillis } = (createdAt ?? {}) as { toMillis?: () => number };
  return typeof toMillis === 'function' ? toMillis.call(createdAt) : 0;
}

/** Pads a number so that ids sort by it. */
function sortable(number: number): string {
  return String(number).padStart(9, '0');
}
