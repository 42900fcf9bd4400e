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
import { collection } from '../../platform/documents.ts';
import { type Counts, JobConflict, type JobRun } from '../../platform/job.ts';
import { log } from '../../platform/log.ts';
import { auditStore, ledgerStore } from './chain-store.ts';
import {
  type Candidate,
  candidateOf,
  documentsOf,
  type Sealed,
  type Sealing,
  sealChain,
} from './seal-chain.ts';
import { keysInUse, type SealServices } from './seal-services.ts';

const PAGE = 1_000;
const AT_ONCE = 8;
const SHARDS = [...Array(ACTIVITY_SHARDS).keys()];
/** Each run looks back so far, and one in an hour as far as an honest entry may be late. */
const SHORT_LOOK_MS = 15 * MINUTE_MS;
const LONG_LOOK_MS = LATEST_ENTRY_MS + 10 * MINUTE_MS;
/** A run by the clock leaves the rest of a walk to the next one. */
const LONGEST_WALK_MS = 3 * MINUTE_MS;
const LONGEST_RUN_MS = 25 * MINUTE_MS;
const ACCOUNTS_PAGE = 40;
const KEEP_EVERY_MS = 15 * SECOND_MS;

/** Where a run goes on; kept as the job's cursor. */
const Progress = z.object({
  /** When the last run began that has looked at what was new, and the last one that has looked far back. */
  lookedMs: z.int(),
  lookedFarMs: z.int(),
  /** The day whose walk over all accounts has begun, and the account that it has come to; null: it is done. */
  day: z.string(),
  after: z.string().nullable(),
  /** Entries that came too late: as the last whole walk found, and as the present one has so far. */
  leftOut: z.int(),
  leftOutSoFar: z.int(),
});
type Progress = z.infer<typeof Progress>;

/**
 * Seals what is new in the ledger of each account, and in the audit log. New entries are found by their own times, looking
 * back further than clocks differ; what is later than that, or older than sealing, is found by a daily walk over
 * all accounts, which compares how many entries there are with how many are sealed.
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

  /** Few entries, and seldom: all that might be new is looked at. */
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

  /** Goes on with the walk over all accounts, or begins the day's. */
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

  /** What fails is told and costs no other chain its seal. */
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

  /** One at a time, whichever account asks for it. @throws JobConflict when another run has begun */
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

/** By account, the entries that say they were made since a time. */
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
