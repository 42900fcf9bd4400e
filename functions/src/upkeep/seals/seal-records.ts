import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import { z } from 'zod';
import {
  ACTIVITY_SHARDS,
  DAY_MS,
  HOUR_MS,
  LATEST_ENTRY_MS,
  MINUTE_MS,
  SECOND_MS,
} from '../../contract/index.ts';
import { type Counts, JobConflict, type JobRun } from '../../platform/deploy/job.ts';
import { log } from '../../platform/signals/log.ts';
import { collection } from '../../platform/store/documents.ts';
import { documentsOf } from '../../platform/store/pages-of.ts';
import { auditStore, ledgerStore } from './chain-store.ts';
import { type Candidate, candidateOf, type Sealed, type Sealing, sealChain } from './seal-chain.ts';
import { keysInUse, type SealServices } from './seal-services.ts';

const PAGE = 1_000;
const AT_ONCE = 8;
const SHARDS = [...Array(ACTIVITY_SHARDS).keys()];
/**
 * The time that each run looks back; once an hour, a run looks back as far as an honest entry can be late.
 */
const SHORT_LOOK_MS = 15 * MINUTE_MS;
const LONG_LOOK_MS = LATEST_ENTRY_MS + 10 * MINUTE_MS;
/** A scheduled run leaves the rest of a walk to the next run. */
const LONGEST_WALK_MS = 3 * MINUTE_MS;
const LONGEST_RUN_MS = 25 * MINUTE_MS;
const ACCOUNTS_PAGE = 40;
const KEEP_EVERY_MS = 15 * SECOND_MS;

/** The position at which the next run continues; stored as the job's cursor. */
const Progress = z.object({
  /** When the last run that searched recent entries began, and the last one that searched far back. */
  lookedMs: z.int(),
  lookedFarMs: z.int(),
  /** The day of the latest walk over all accounts, and the last account that it has done; null: the walk is complete. */
  day: z.string(),
  after: z.string().nullable(),
  /** Entries that arrived too late: in the last complete walk, and so far in the current one. */
  leftOut: z.int(),
  leftOutSoFar: z.int(),
});
type Progress = z.infer<typeof Progress>;

/**
 * Seals the new entries of each account's ledger and of the audit log. Finds new entries by their own times, looking back
 * further than clocks can differ. A daily walk over all accounts finds entries that arrived even later, or that are older
 * than sealing: it compares the number of entries with the number of sealed ones.
 */
export async function sealRecords(services: SealServices, run: JobRun): Promise<Counts> {
  return new SealRun(services, run).seal();
}

class SealRun {
  readonly #services: SealServices;
  readonly #run: JobRun;
  readonly #startedMs: number;
  #progress: Progress;
  #keptMs: number;
  #keeping: Promise<void> = Promise.resolve();
  readonly #counts = { accounts: 0, entries: 0, seals: 0, auditEntries: 0, failed: 0 };

  constructor(services: SealServices, run: JobRun) {
    this.#services = services;
    this.#run = run;
    this.#startedMs = services.now();
    this.#keptMs = this.#startedMs;
    this.#progress = progressOf(run.cursor) ?? {
      lookedMs: this.#startedMs,
      lookedFarMs: this.#startedMs,
      day: '',
      after: null,
      leftOut: 0,
      leftOutSoFar: 0,
    };
  }

  async seal(): Promise<Counts> {
    const { signer, keys } = await keysInUse(this.#services);
    const sealing: Sealing = {
      db: this.#services.db,
      signer,
      keys,
      nowMs: this.#startedMs,
      acceptsLate: this.#run.isByHand,
      onSeal: () => this.#keepIfDue(),
    };
    const audit = await this.#sealAudit(sealing);
    await this.#sealRecent(sealing);
    await this.#walk(sealing);
    await this.#keep();
    return { ...this.#counts, leftOut: this.#progress.leftOut + (audit?.leftOut ?? 0) };
  }

  /** Seals the audit log. It grows slowly, so each run reads every entry that can be new. */
  async #sealAudit(sealing: Sealing): Promise<Sealed | null> {
    const store = auditStore(sealing.db);
    const since = this.#startedMs - LONG_LOOK_MS;
    const entries = collection(sealing.db, 'audit').where('createdAt', '>=', new Date(since));
    const recent: Candidate[] = [];
    for await (const snapshot of documentsOf(entries.select('createdAt'), PAGE))
      recent.push(candidateOf(snapshot));
    const sealed = await this.#try('audit', () =>
      sealChain(sealing, store, { recent, isThorough: this.#isNewDay() }),
    );
    this.#counts.auditEntries += sealed?.entries ?? 0;
    this.#counts.seals += sealed?.seals ?? 0;
    return sealed;
  }

  async #sealRecent(sealing: Sealing): Promise<void> {
    const { lookedMs, lookedFarMs } = this.#progress;
    const isFar = this.#startedMs - lookedFarMs >= HOUR_MS;
    const sinceMs = isFar ? lookedFarMs - LONG_LOOK_MS : lookedMs - SHORT_LOOK_MS;
    const found = await recentEntries(sealing.db, sinceMs);
    await this.#eachAccount([...found.keys()], async (accountId) => {
      const recent = found.get(accountId) ?? [];
      await this.#sealAccount(sealing, accountId, { recent, isThorough: false });
    });
    const looked = { lookedMs: this.#startedMs, ...(isFar && { lookedFarMs: this.#startedMs }) };
    this.#progress = { ...this.#progress, ...looked };
  }

  #isNewDay(): boolean {
    return this.#run.isByHand || this.#progress.day !== dayOf(this.#startedMs);
  }

  /** Continues the walk over all accounts, or begins the day's. */
  async #walk(sealing: Sealing): Promise<void> {
    if (this.#progress.after === null) {
      if (!this.#isNewDay()) return;
      this.#progress = { ...this.#progress, day: dayOf(this.#startedMs), after: '', leftOutSoFar: 0 };
    }
    const longestMs = this.#run.isByHand ? LONGEST_RUN_MS : LONGEST_WALK_MS;
    while (this.#progress.after !== null && this.#services.now() - this.#startedMs < longestMs) {
      const ids = await accountsAfter(sealing.db, this.#progress.after);
      const leftOut: number[] = [];
      await this.#eachAccount(ids, async (accountId) => {
        const sealed = await this.#sealAccount(sealing, accountId, { recent: [], isThorough: true });
        leftOut.push(sealed?.leftOut ?? 0);
      });
      const leftOutSoFar = leftOut.reduce((sum, count) => sum + count, this.#progress.leftOutSoFar);
      const isDone = ids.length < ACCOUNTS_PAGE;
      this.#progress = {
        ...this.#progress,
        leftOutSoFar,
        after: isDone ? null : (ids.at(-1) ?? null),
        ...(isDone && { leftOut: leftOutSoFar }),
      };
      await this.#keepIfDue();
    }
  }

  async #eachAccount(ids: string[], work: (accountId: string) => Promise<void>): Promise<void> {
    const worker = async () => {
      for (let id = ids.shift(); id !== undefined; id = ids.shift()) await work(id);
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  }

  async #sealAccount(
    sealing: Sealing,
    accountId: string,
    look: { readonly recent: readonly Candidate[]; readonly isThorough: boolean },
  ): Promise<Sealed | null> {
    const store = ledgerStore(sealing.db, accountId);
    const sealed = await this.#try(accountId, () => sealChain(sealing, store, look));
    this.#counts.entries += sealed?.entries ?? 0;
    this.#counts.seals += sealed?.seals ?? 0;
    if (sealed && sealed.seals > 0) this.#counts.accounts++;
    return sealed;
  }

  /** Logs a failure, so that it affects no other chain. */
  async #try(chain: string, seal: () => Promise<Sealed>): Promise<Sealed | null> {
    try {
      return await seal();
    } catch (cause) {
      if (cause instanceof JobConflict) throw cause;
      this.#counts.failed++;
      log.notSealed({ chain, traceId: this.#run.traceId, cause });
      return null;
    }
  }

  async #keepIfDue(): Promise<void> {
    if (this.#services.now() - this.#keptMs >= KEEP_EVERY_MS) await this.#keep();
  }

  /** Saves the progress, one write at a time. @throws JobConflict when another run has begun */
  #keep(): Promise<void> {
    this.#keptMs = this.#services.now();
    const cursor = JSON.stringify(this.#progress);
    this.#keeping = this.#keeping.then(() => this.#run.keep(cursor));
    return this.#keeping;
  }
}

function progressOf(cursor: string | null): Progress | null {
  if (cursor === null) return null;
  try {
    return Progress.safeParse(JSON.parse(cursor)).data ?? null;
  } catch {
    return null;
  }
}

/** Returns the entries with a creation time since `sinceMs`, by account. */
async function recentEntries(db: Firestore, sinceMs: number): Promise<Map<string, Candidate[]>> {
  const found = new Map<string, Candidate[]>();
  const recent = collection(db, 'ledger')
    .where('shard', 'in', SHARDS)
    .where('createdAt', '>=', new Date(sinceMs))
    .orderBy('createdAt')
    .select('accountId', 'createdAt');
  for await (const snapshot of documentsOf(recent, PAGE)) {
    const accountId: unknown = snapshot.get('accountId');
    if (typeof accountId !== 'string' || accountId === '') continue;
    const entries = found.get(accountId) ?? [];
    entries.push(candidateOf(snapshot));
    found.set(accountId, entries);
  }
  return found;
}

async function accountsAfter(db: Firestore, after: string): Promise<string[]> {
  const inOrder = collection(db, 'accounts').orderBy(FieldPath.documentId()).limit(ACCOUNTS_PAGE).select();
  const { docs } = await (after === '' ? inOrder : inOrder.startAfter(after)).get();
  return docs.map(({ id }) => id);
}

function dayOf(ms: number): string {
  return new Date(ms - (ms % DAY_MS)).toISOString().slice(0, 10);
}
