import {
  type Activity,
  causedBy,
  type Drift,
  type DriftCause,
  type DriftKind,
  HOUR_MS,
  isOpen,
  isPlaceholder,
  isShadow,
  type LedgerCheckpoint,
  type LedgerEntry,
  type Limit,
  type LotDescriptor,
  RETENTION_MS,
} from '../../contract/index.ts';
import { split } from '../../meter/lots.ts';
import type { AuditOptions } from './audit-options.ts';
import { checkActivity } from './check-activity.ts';
import { type CapCount, checkCaps, toCapCount } from './check-caps.ts';
import { checkLimits, type Turn } from './check-limits.ts';
import { checkLots } from './check-lots.ts';
import { faultOfEntry } from './fault-of-entry.ts';
import type { Finding } from './finding.ts';

/** After this time no earlier entry can arrive. Until then, an entry may land after younger ones. */
const SETTLED_MS = HOUR_MS;

/** The facts about an activity that later checks need. */
interface Report {
  readonly activityId: string;
  readonly endedAt: number | null;
  readonly isCharged: boolean;
  readonly capturedMicros: number;
  /** The amount that its usage entry must take from each lot. */
  readonly kept: ReadonlyMap<string, number>;
  readonly needsResult: boolean;
  hasUsage: boolean;
  hasResult: boolean;
}

/** Grants that add to an existing lot: an upgrade or a late release to a month's lot, a failed refund to its payment's lot. */
const ADDS_TO_A_LOT = /^(upgrade|carry|give-back)-/;

/**
 * Checks one account against the invariants, as of one moment. Add its activities first, then its results and entries, in
 * any order. Keeps only the facts that later checks need.
 */
export class AccountAudit {
  readonly #options: AuditOptions;
  readonly #fromMs: number;
  readonly #settledMs: number;
  readonly #drifts: Drift[] = [];
  readonly #activities = new Map<string, Report>();
  readonly #entrySums: Map<string, number>;
  readonly #settledSums: Map<string, number>;
  readonly #openDraws = new Map<string, number>();
  /** Every lot as an entry granted it. */
  readonly #granted = new Map<string, LotDescriptor[]>();
  readonly #payments = new Map<string, string>();
  /** Drifts by the lots that they concern. They may explain why a lot is off. */
  readonly #suspects = new Map<string, string[]>();
  readonly #turns = new Map<string, Turn[]>();
  readonly #capCounts: CapCount[] = [];
  #debtMicros: number;
  #settledDebtMicros: number;
  #entryCount = 0;

  constructor(options: AuditOptions) {
    const { checkpoint, nowMs } = options;
    this.#options = options;
    this.#fromMs = checkpoint?.throughMs ?? 0;
    this.#settledMs = Math.max(this.#fromMs, nowMs - SETTLED_MS);
    const sums = (checkpoint?.lots ?? []).map(({ lot, micros }): [string, number] => [lot.lotId, micros]);
    this.#entrySums = new Map(sums);
    this.#settledSums = new Map(sums);
    for (const { lot } of checkpoint?.lots ?? []) this.#granted.set(lot.lotId, [lot]);
    this.#debtMicros = checkpoint?.debtMicros ?? 0;
    this.#settledDebtMicros = this.#debtMicros;
  }

  get counts(): { activities: number; entries: number } {
    return { activities: this.#activities.size, entries: this.#entryCount };
  }

  addUnreadable(subject: string, fault: string): void {
    this.#found('unreadable', subject, causedBy('unlike-schema', { fault }));
  }

  /** @param limit the limit that applied to it; null if there was none, or it isn't known */
  addActivity(id: string, activity: Activity, limit: Limit | null): void {
    if (isPlaceholder(activity)) return;
    this.#addFindings(checkActivity(id, activity, this.#options.nowMs));
    const { drawn, capturedMicros, status } = activity;
    this.#capCounts.push(toCapCount(activity));
    if (isOpen(activity))
      for (const { lot, amountMicros } of drawn) move(this.#openDraws, lot.lotId, amountMicros);
    const kept = split(drawn, capturedMicros).kept;
    this.#activities.set(id, {
      activityId: id,
      endedAt: activity.endedAt,
      isCharged: !isShadow(activity) && (status === 'completed' || capturedMicros > 0),
      capturedMicros,
      kept: new Map(kept.map(({ lot, amountMicros }) => [lot.lotId, amountMicros])),
      needsResult:
        activity.runBy === 'server' &&
        (status === 'completed' || activity.deliveredLate) &&
        activity.removedAt === undefined &&
        activity.createdAt >= (this.#options.account.erasedAt ?? 0),
      hasUsage: false,
      hasResult: false,
    });
    // A guest's turns are counted elsewhere, and copies of a guest's activities were admitted by another account. A request
    // that was cancelled before its hold was never admitted.
    if (activity.guestAddress === null && activity.catalogVersion > 0) {
      const turns = this.#turns.get(activity.operation) ?? [];
      turns.push({ atMs: activity.createdAt, limit, activityId: id });
      this.#turns.set(activity.operation, turns);
    }
  }

  addResult(id: string): void {
    const reported = this.#activities.get(id);
    if (reported) reported.hasResult = true;
    else this.#found('result-orphan', `results/${id}`, causedBy('activity-lost'));
  }

  /** Returns the activities that must have a result, and whose result has not been added. */
  get awaitedResults(): string[] {
    return [...this.#activities.values()].flatMap(({ activityId, needsResult, hasResult }) =>
      needsResult && !hasResult ? [activityId] : [],
    );
  }

  addEntry(id: string, entry: LedgerEntry): void {
    this.#entryCount++;
    const subject = `credit_logs/${id}`;
    const isSettled = entry.createdAt < this.#settledMs;
    for (const { lotId, amountMicros } of entry.amounts) {
      move(this.#entrySums, lotId, amountMicros);
      if (isSettled) move(this.#settledSums, lotId, amountMicros);
    }
    this.#debtMicros += entry.debtDeltaMicros;
    if (isSettled) this.#settledDebtMicros += entry.debtDeltaMicros;
    const lots = entry.amounts.map(({ lotId }) => lotId);
    const sumMicros = entry.amounts.reduce((sum, { amountMicros }) => sum + amountMicros, 0);
    if (entry.totalMicros !== sumMicros) {
      const cause = causedBy('amounts-differ');
      this.#found('entry-unbalanced', subject, cause, { offByMicros: entry.totalMicros - sumMicros, lots });
    }
    const fault = faultOfEntry(entry);
    if (fault) this.#found('entry-impossible', subject, causedBy(fault), { lots });
    if (entry.kind === 'usage') this.#addUsage(id, entry);
    if (entry.kind === 'grant' && !ADDS_TO_A_LOT.test(id)) this.#addGrant(id, entry);
  }

  #addUsage(id: string, entry: Extract<LedgerEntry, { kind: 'usage' }>): void {
    const subject = `credit_logs/${id}`;
    const lots = entry.amounts.map(({ lotId }) => lotId);
    if (id !== `usage-${entry.activityId}`) {
      this.#found('entry-misnamed', subject, causedBy('same-usage', { activityId: entry.activityId }), {
        lots,
      });
      return;
    }
    const reported = this.#activities.get(entry.activityId);
    if (!reported) {
      // Activities are deleted after some time, or with everything about their user, and ledger entries are not.
      const { account, nowMs } = this.#options;
      if (entry.createdAt < Math.max(nowMs - RETENTION_MS, account.erasedAt ?? 0)) return;
      this.#found('usage-of-nothing', subject, causedBy('activity-lost'), { lots });
      return;
    }
    reported.hasUsage = true;
    const offByMicros = entry.totalMicros + reported.capturedMicros;
    if (!reported.isCharged) {
      this.#found('usage-undue', subject, causedBy('charged-nothing'), { offByMicros, lots });
    } else if (offByMicros !== 0) {
      this.#found('usage-off', subject, causedBy('captured-other'), {
        offByMicros,
        lots,
      });
    } else if (!isKept(entry, reported.kept)) {
      const cause = causedBy('drew-from-others');
      this.#found('usage-of-another-lot', subject, cause, { lots: [...lots, ...reported.kept.keys()] });
    }
  }

  #addGrant(id: string, { lot }: Extract<LedgerEntry, { kind: 'grant' }>): void {
    const subject = `credit_logs/${id}`;
    const before = this.#granted.get(lot.lotId) ?? [];
    const lots = [lot.lotId];
    if (before.some(({ grantedAtMs }) => grantedAtMs === lot.grantedAtMs)) {
      this.#found('grant-doubled', subject, causedBy('lot-granted-before'), { lots });
    }
    // A plan's payment may grant many months.
    const paid = lot.source === 'purchase' ? lot.paymentId : null;
    const other = paid === null ? undefined : this.#payments.get(paid);
    if (other !== undefined) {
      this.#found('grant-doubled', subject, causedBy('payment-granted-before', { lotId: other }), { lots });
    }
    if (paid !== null) this.#payments.set(paid, lot.lotId);
    this.#granted.set(lot.lotId, [...before, lot]);
  }

  /** Returns all drifts, after everything has been added. */
  finish(): Drift[] {
    for (const reported of this.#activities.values()) this.#checkEnd(reported);
    const { account, nowMs } = this.#options;
    this.#addFindings(checkLots(account, this.#granted, nowMs));
    this.#addFindings(checkLimits(account, this.#turns));
    this.#addFindings(checkCaps(this.#options, this.#capCounts));
    this.#checkSums();
    return this.#drifts;
  }

  /** Returns where the next pass can start; valid only if nothing was wrong. */
  checkpoint(): LedgerCheckpoint {
    return {
      schemaVersion: 1,
      throughMs: this.#settledMs,
      lots: [...this.#settledSums].flatMap(([lotId, micros]) => {
        const lot = this.#granted.get(lotId)?.at(-1);
        return micros !== 0 && lot ? [{ lot, micros }] : [];
      }),
      debtMicros: this.#settledDebtMicros,
    };
  }

  #checkEnd({
    activityId,
    endedAt,
    isCharged,
    hasUsage,
    kept,
    capturedMicros,
    needsResult,
    hasResult,
  }: Report): void {
    if (isCharged && !hasUsage && (endedAt ?? this.#fromMs) >= this.#fromMs) {
      const cause = causedBy('entry-lost');
      const facts = { offByMicros: 0 - capturedMicros, lots: [...kept.keys()] };
      this.#found('usage-missing', `ai_activity/${activityId}`, cause, facts);
    }
    if (needsResult && !hasResult) {
      this.#found('result-missing', `ai_activity/${activityId}`, causedBy('result-lost'));
    }
  }

  #checkSums(): void {
    const { account } = this.#options;
    const off = new Map<string, number>();
    for (const { lotId, remainingMicros } of account.lots) move(off, lotId, remainingMicros);
    for (const [lotId, micros] of this.#openDraws) move(off, lotId, micros);
    for (const [lotId, micros] of this.#entrySums) move(off, lotId, 0 - micros);
    for (const [lotId, offByMicros] of off) {
      if (offByMicros === 0) continue;
      const known = this.#suspects.get(lotId);
      const cause = known
        ? causedBy('seen-with', { drifts: [...new Set(known)].join(', ') })
        : causedBy('entry-or-account');
      this.#found('credits-off', lotId, cause, { offByMicros });
    }
    const debtOffMicros = account.debtMicros - this.#debtMicros;
    if (debtOffMicros !== 0) {
      const cause = causedBy('debt-differs');
      this.#found('debt-off', 'debtMicros', cause, { offByMicros: debtOffMicros });
    }
  }

  #addFindings(findings: readonly Finding[]): void {
    for (const { kind, subject, cause, ...facts } of findings) this.#found(kind, subject, cause, facts);
  }

  #found(
    kind: DriftKind,
    subject: string,
    why: DriftCause,
    { offByMicros = null, lots = [] }: { offByMicros?: number | null; lots?: readonly string[] } = {},
  ): void {
    this.#drifts.push({ kind, accountId: this.#options.accountId, subject, offByMicros, cause: '', why });
    for (const lotId of lots) {
      this.#suspects.set(lotId, [...(this.#suspects.get(lotId) ?? []), `${kind} of ${subject}`]);
    }
  }
}

function move(sums: Map<string, number>, lotId: string, micros: number): void {
  sums.set(lotId, (sums.get(lotId) ?? 0) + micros);
}

/** Whether a usage entry takes from each lot what the activity kept of it. */
function isKept({ amounts }: LedgerEntry, kept: ReadonlyMap<string, number>): boolean {
  return (
    amounts.length === kept.size &&
    amounts.every(({ lotId, amountMicros }) => kept.get(lotId) === 0 - amountMicros)
  );
}
