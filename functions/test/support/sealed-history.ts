import {
  type ChainVerification,
  compareSealed,
  entryDigest,
  LATEST_ENTRY_MS,
  ledgerChain,
  makeSeal,
  movedBy,
  type SealHead,
  type SealKey,
  type SealPin,
  type SealSigner,
  type StoredEntry,
  type StoredFields,
  verifyChain,
  withKeyInUse,
} from '../../src/contract/index.ts';

/** A ledger in memory that is sealed as the job seals one, and what its owner has seen of it. */
export class SealedHistory {
  readonly accountId: string;
  readonly entries: StoredEntry[] = [];
  readonly seals: StoredFields[] = [];
  readonly pins: SealPin[] = [];
  keys: readonly SealKey[] = [];
  nowMs = Date.UTC(2026, 0, 1);
  #head: SealHead | null = null;
  readonly #sealed = new Set<string>();

  constructor(accountId: string) {
    this.accountId = accountId;
  }

  /** @param change.lateMs by how much its own time is before it comes */
  add({ amountMicros = 1_000, lateMs = 0 }: { amountMicros?: number; lateMs?: number } = {}): void {
    const id = `entry-${this.entries.length}`;
    const createdAt = new Date(this.nowMs - Math.min(lateMs, LATEST_ENTRY_MS));
    const amounts = [{ lotId: 'lot', source: 'bonus', amountMicros }];
    const fields = {
      accountId: this.accountId,
      kind: 'grant',
      amounts,
      ofALaterBuild: { list: [null, 0.5] },
    };
    this.entries.push({
      id,
      data: { ...fields, totalMicros: amountMicros, debtDeltaMicros: 0, createdAt },
    });
  }

  async seal(signers: readonly SealSigner[]): Promise<void> {
    const [signer] = signers;
    const due = this.entries.filter(({ id }) => !this.#sealed.has(id));
    if (!signer || due.length === 0) return;
    this.keys = await withKeyInUse(this.keys, { signers, nowMs: this.nowMs });
    const sealed = await Promise.all(
      due.map(async ({ id, data }) => ({
        id,
        atMs: (data.createdAt as Date).getTime(),
        digest: await entryDigest(data),
      })),
    );
    const moved = due.map(({ data }) => movedBy(data));
    const toSeal = {
      entries: sealed.toSorted(compareSealed),
      moved: {
        balanceMicros: moved.reduce((sum, { balanceMicros }) => sum + balanceMicros, 0),
        debtMicros: 0,
      },
      leftOut: 0,
      isOpening: false,
      nowMs: this.nowMs,
    };
    this.#head = await makeSeal(ledgerChain(this.accountId), this.#head, { toSeal, signer, storeVersion: 3 });
    this.seals.push(this.#head.data);
    for (const { id } of due) this.#sealed.add(id);
  }

  async verify(): Promise<ChainVerification> {
    const { seals, entries, keys, pins, accountId } = this;
    return verifyChain({ chain: ledgerChain(accountId), seals, entries, keys, seen: { pins, keys } });
  }

  /** Verifies it as its owner's browser does, which remembers what it has seen. */
  async look(): Promise<ChainVerification> {
    const verified = await this.verify();
    if (verified.findingCount === 0 && verified.head) this.pins.push(verified.head);
    return verified;
  }
}
