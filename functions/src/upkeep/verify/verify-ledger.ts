import { FieldPath, type Firestore } from 'firebase-admin/firestore';
import {
  ACTIVITY_SHARDS,
  causedBy,
  type Drift,
  LedgerCheckpoint,
  LedgerReport,
  MINUTE_MS,
  type NewAlert,
  SECOND_MS,
  STRAYS_PART,
} from '../../contract/index.ts';
import type { Counts, JobRun } from '../../platform/deploy/job.ts';
import { keepEvery } from '../../platform/deploy/keep-every.ts';
import { log } from '../../platform/signals/log.ts';
import { raiseStandingAlert, resolveStandingAlert } from '../../platform/signals/standing-alerts.ts';
import type { Catalogs } from '../../platform/store/catalogs.ts';
import {
  collection,
  decodeDocument,
  encodeDocument,
  type Versioned,
  writeOver,
} from '../../platform/store/documents.ts';
import { landed, UNLESS_CONFLICT } from '../../platform/store/landed.ts';
import { countDrifts } from '../health/check-records.ts';
import { findStrays } from './find-strays.ts';
import { type Verified, verifyAccount } from './verify-account.ts';

/** The parts of the accounts, each with its own report. The last part is for documents without an account. */
const PARTS: readonly string[] = [...Array(ACTIVITY_SHARDS).keys()].map(String).concat(STRAYS_PART);
const PAGE = 40;
const AT_ONCE = 8;
const MAX_DRIFTS_REPORTED = 100;
/** If a pass takes longer, the next run continues it. */
const LONGEST_RUN_MS = 25 * MINUTE_MS;
const KEEP_EVERY_MS = 20 * SECOND_MS;
/** Accounts are read completely once a week, one part of them each day. */
const DAYS = 7;

export interface VerifyServices {
  readonly db: Firestore;
  readonly catalogs: Catalogs;
  readonly now: () => number;
}

/**
 * Checks the books of every account against every invariant, and reports drifts. Changes nothing but its own reports and
 * the alert `books-off`, which stays open until a complete pass finds the books right. Each part of the accounts has a
 * report with a cursor. After a run that was killed or ran out of time, the next run continues from it and reports no
 * account twice.
 */
export async function verifyLedger(services: VerifyServices, run: JobRun): Promise<Counts> {
  const { now } = services;
  const startedMs = now();
  // One pass a night; an admin can run another.
  const pass = run.cursor ?? new Date(startedMs).toISOString().slice(0, run.isByHand ? 19 : 10);
  await run.keep(pass);
  const keepLease = keepEvery(KEEP_EVERY_MS, { now, keep: run.keep });
  for (const part of PARTS) {
    const verifier = new PartVerifier(services, { pass, part, run });
    while (await verifier.verifyMore()) {
      if (now() - startedMs > LONGEST_RUN_MS)
        return { ...(await conclude(services, pass, run)), unfinished: 1 };
      await keepLease(pass);
    }
  }
  await run.keep(null);
  return conclude(services, pass, run);
}

/** Returns the counts of a run, and opens or resolves the alert. */
async function conclude(services: VerifyServices, pass: string, { traceId }: JobRun): Promise<Counts> {
  const { db } = services;
  const [counts, drifts] = await Promise.all([countsOf(db, pass), countDrifts(db)]);
  if (drifts === 0) await resolveStandingAlert(services, 'books-off');
  else await raiseStandingAlert(services, booksOff({ pass, drifts, traceId }));
  return { ...counts, drifts };
}

function booksOff({ pass, drifts, traceId }: { pass: string; drifts: number; traceId: string }): NewAlert {
  const details = { drifts };
  const subject = `ledger_reports/${pass}`;
  return {
    kind: 'books-off',
    severity: 'critical',
    accountId: null,
    subject,
    code: 'books-off',
    details,
    traceId,
  };
}

interface PartRequest {
  readonly pass: string;
  readonly part: string;
  readonly run: JobRun;
}

class PartVerifier {
  readonly #services: VerifyServices;
  readonly #request: PartRequest;

  constructor(services: VerifyServices, request: PartRequest) {
    this.#services = services;
    this.#request = request;
  }

  /** Verifies the next accounts and adds them to the report in one commit. Returns false when none are left. */
  async verifyMore(): Promise<boolean> {
    const { pass, part, run } = this.#request;
    const was = await this.#stored();
    const value = was?.value ?? this.#begun();
    if (value.endedAt !== null) return false;
    const reported =
      part === STRAYS_PART
        ? { ...nothing, ...(await findStrays(this.#services.db, value.cursor)) }
        : await this.#verifyPage(value.cursor);
    const { cursor, drifts } = reported;
    const report: LedgerReport = {
      ...value,
      cursor,
      accounts: value.accounts + reported.accounts,
      activities: value.activities + reported.activities,
      entries: value.entries + reported.entries,
      driftCount: value.driftCount + drifts.length,
      drifts: [...value.drifts, ...drifts].slice(0, MAX_DRIFTS_REPORTED),
      endedAt: cursor === null ? this.#services.now() : null,
    };
    const isWritten = await this.#write(was, report, reported.checkpoints);
    if (isWritten && drifts.length > 0) {
      const kinds = [...new Set(drifts.map(({ kind }) => kind))];
      log.driftsFound({ report: `${pass}-${part}`, count: drifts.length, kinds, traceId: run.traceId });
      // Raised now, because this run may be killed before it ends.
      const found = { pass, drifts: report.driftCount, traceId: run.traceId };
      await raiseStandingAlert(this.#services, booksOff(found));
    }
    return true;
  }

  get #reference() {
    return collection(this.#services.db, 'ledgerReports').doc(`${this.#request.pass}-${this.#request.part}`);
  }

  #begun(): LedgerReport {
    const { pass, part } = this.#request;
    const found = { accounts: 0, activities: 0, entries: 0, driftCount: 0, drifts: [] };
    const startedAt = this.#services.now();
    return { schemaVersion: 1, pass, part, cursor: null, ...found, startedAt, endedAt: null };
  }

  async #stored(): Promise<Versioned<LedgerReport> | null> {
    return decodeDocument(LedgerReport, await this.#reference.get());
  }

  /** Returns false when another run was faster. The next attempt continues from its report. */
  async #write(
    was: Versioned<LedgerReport> | null,
    report: LedgerReport,
    checkpoints: Checkpoints,
  ): Promise<boolean> {
    const { db } = this.#services;
    const batch = db.batch();
    for (const [accountId, checkpoint] of checkpoints) {
      const reference = collection(db, 'ledgerCheckpoints').doc(accountId);
      if (checkpoint) batch.set(reference, await encodeDocument(db, LedgerCheckpoint, checkpoint));
      else batch.delete(reference);
    }
    const data = await encodeDocument(db, LedgerReport, report);
    writeOver(batch, this.#reference, { was: was?.version ?? null, data });
    return (await landed(batch.commit(), UNLESS_CONFLICT)) !== null;
  }

  async #verifyPage(after: string | null): Promise<ReportedDrifts> {
    const inOrder = collection(this.#services.db, 'accounts')
      .where('shard', '==', Number(this.#request.part))
      .orderBy(FieldPath.documentId())
      .limit(PAGE)
      .select();
    const { docs } = await (after === null ? inOrder : inOrder.startAfter(after)).get();
    const reported = {
      ...nothing,
      drifts: [] as Drift[],
      checkpoints: new Map<string, LedgerCheckpoint | null>(),
    };
    const ids = docs.map(({ id }) => id);
    const worker = async () => {
      for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
        const verified = await this.#verify(id);
        reported.drifts.push(...(verified?.drifts ?? []));
        reported.activities += verified?.activities ?? 0;
        reported.entries += verified?.entries ?? 0;
        // The fault may be older than the checkpoint, from which the next night would not see it.
        if (verified && verified.drifts.length > 0) reported.checkpoints.set(id, null);
        else if (verified?.checkpoint && verified.entries > 0)
          reported.checkpoints.set(id, verified.checkpoint);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    const cursor = docs.length < PAGE ? null : (docs.at(-1)?.id ?? null);
    return { ...reported, accounts: docs.length, cursor };
  }

  /** Verifies an account from its last checkpoint on. If that finds anything, or a full check is due, verifies all of it. */
  async #verify(accountId: string): Promise<Verified | null> {
    const { db, catalogs, now } = this.#services;
    const { part, run } = this.#request;
    const nowMs = now();
    const isDue = run.isByHand || new Date(nowMs).getUTCDay() === Number(part) % DAYS;
    const stored = isDue ? null : await collection(db, 'ledgerCheckpoints').doc(accountId).get();
    const known = stored && decodeDocument(LedgerCheckpoint, stored);
    const request = { accountId, nowMs, catalogs };
    try {
      const verified = known ? await verifyAccount(db, { ...request, checkpoint: known.value }) : null;
      if (verified && verified.drifts.length === 0) return verified;
      return await verifyAccount(db, { ...request, checkpoint: null });
    } catch (thrown) {
      log.notVerified({ accountId, traceId: run.traceId, cause: thrown });
      const about = { accountId, subject: accountId, offByMicros: null, cause: '' };
      const drift: Drift = { kind: 'not-verified', ...about, why: causedBy('not-read') };
      return { drifts: [drift], activities: 0, entries: 0, checkpoint: null };
    }
  }
}

/** The start of the next pass, by account; null: at the beginning. */
type Checkpoints = ReadonlyMap<string, LedgerCheckpoint | null>;

/** The drifts that a page of accounts adds to the report. */
interface ReportedDrifts extends Omit<Verified, 'checkpoint'> {
  readonly accounts: number;
  readonly checkpoints: Checkpoints;
  readonly cursor: string | null;
}

const nothing = {
  accounts: 0,
  activities: 0,
  entries: 0,
  checkpoints: new Map<string, LedgerCheckpoint>(),
};

async function countsOf(db: Firestore, pass: string) {
  const references = PARTS.map((part) => collection(db, 'ledgerReports').doc(`${pass}-${part}`));
  const reports = await db.getAll(...references);
  const counts = { accounts: 0, activities: 0, entries: 0 };
  for (const snapshot of reports) {
    const report = decodeDocument(LedgerReport, snapshot)?.value;
    counts.accounts += report?.accounts ?? 0;
    counts.activities += report?.activities ?? 0;
    counts.entries += report?.entries ?? 0;
  }
  return counts;
}
