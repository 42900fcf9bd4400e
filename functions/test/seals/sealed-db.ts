import type { Firestore } from 'firebase-admin/firestore';
import {
  type ChainVerification,
  collections,
  ledgerChain,
  type SealKey,
  type SealPin,
  verifyChain,
} from '../../src/contract/index.ts';
import type { JobRun } from '../../src/platform/deploy/job.ts';
import { ledgerStore } from '../../src/upkeep/seals/chain-store.ts';
import { sealRecords } from '../../src/upkeep/seals/seal-records.ts';
import { publishedKeys } from '../../src/upkeep/seals/seal-services.ts';
import { oneRun } from '../support/one-run.ts';

/** A run of the job as it comes every five minutes: it goes on from where the last one stopped. */
export class SealJob {
  readonly #db: Firestore;
  cursor: string | null = null;
  secrets: readonly string[] = ['first'];
  aheadMs = 0;

  constructor(db: Firestore) {
    this.#db = db;
  }

  run({ db = this.#db, isByHand = false }: { db?: Firestore; isByHand?: boolean } = {}) {
    const services = { db, now: () => Date.now() + this.aheadMs, sealSecrets: () => this.secrets };
    const keep: JobRun['keep'] = async (cursor) => {
      this.cursor = cursor;
    };
    return sealRecords(services, { ...oneRun, cursor: this.cursor, isByHand, keep });
  }
}

/** What an account's owner has seen, as a browser keeps it. */
export interface Seen {
  readonly pins: readonly SealPin[];
  readonly keys: readonly SealKey[];
}

/** Verifies the ledger of an account as its owner does. */
export async function verifyLedgerOf(
  db: Firestore,
  accountId: string,
  seen: Seen = { pins: [], keys: [] },
): Promise<ChainVerification> {
  const store = ledgerStore(db, accountId);
  const seals = (await store.seals.get()).docs.map((doc) => doc.data());
  const entries = (await store.entries.get()).docs.map((doc) => ({ id: doc.id, data: doc.data() }));
  return verifyChain({ chain: ledgerChain(accountId), seals, entries, keys: await publishedKeys(db), seen });
}

/** Looks, and remembers what was seen. */
export async function look(
  db: Firestore,
  accountId: string,
  seen: Seen = { pins: [], keys: [] },
): Promise<Seen> {
  const { head, findings } = await verifyLedgerOf(db, accountId, seen);
  if (findings.length > 0 || !head) throw new Error(`Nothing to pin: ${JSON.stringify(findings)}`);
  return { pins: [...seen.pins, head], keys: await publishedKeys(db) };
}

/** Counts how often each entry of an account is sealed. */
export async function timesSealed(db: Firestore, accountId: string): Promise<Record<string, number>> {
  const [seals, entries] = await Promise.all([
    db.collection(collections.ledgerSeals).where('accountId', '==', accountId).get(),
    db.collection(collections.ledger).where('accountId', '==', accountId).get(),
  ]);
  const times = Object.fromEntries(entries.docs.map(({ id }) => [id, 0]));
  for (const seal of seals.docs) for (const { id } of seal.get('entries')) times[id] = (times[id] ?? 0) + 1;
  return times;
}
