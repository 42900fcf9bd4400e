import { isDeepStrictEqual } from 'node:util';
import {
  type Account,
  type Activity,
  causedBy,
  compareBurnOrder,
  DAY_MS,
  type Drift,
  type DriftCause,
  type DriftKind,
  HOUR_MS,
  isPlaceholder,
  isShadow,
  type LedgerCheckpoint,
  type LedgerEntry,
  type Limit,
  type LotDescriptor,
  MINUTE_MS,
  nextLapseMs,
  RETENTION_MS,
  splitActivityId,
} from '../../contract/index.ts';
import { split } from '../../meter/lots.ts';
import { faultOfEntry } from './fault-of-entry.ts';

/** After this time no earlier entry can arrive. Until then, an entry may land after younger ones. */
const SETTLED_MS = HOUR_MS;
/** An instance with a slow clock may end an activity that one with a fast clock began. */
const CLOCK_SKEW_MS = MINUTE_MS;
/** Much longer than the sweep needs: it runs every minute. */
const STUCK_AFTER_MS = HOUR_MS;
/** Much longer than lots need to lapse: the job runs every hour. */
const OVERDUE_AFTER_MS = DAY_MS;

export interface AuditOptions {
  readonly accountId: string;
  readonly account: Account;
  readonly nowMs: number;
  /** Entries before its time are not added again; null: everything is added. */
  readonly checkpoint: LedgerCheckpoint | null;
}

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
  readonly #turns = new Map<string, { atMs: number; limit: Limit | null; activityId: string }[]>();
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
    const { accountId, requestId, drawn, heldMicros, capturedMicros, status } = activity;
    const named = splitActivityId(id);
    const subject = `ai_activity/${id}`;
    const lots = drawn.map(({ lot }) => lot.lotId);
    const isOpen = status === 'pending' || status === 'processing';
    const drawnMicros = drawn.reduce((sum, { amountMicros }) => sum + amountMicros, 0);
    const expect = (
      isTrue: boolean,
      kind: DriftKind,
      cause: DriftCause,
      offByMicros: number | null = null,
    ) => {
      if (!isTrue) this.#found(kind, subject, cause, { offByMicros, lots });
    };
    expect(requestId === named.requestId, 'activity-misnamed', causedBy('other-request', { requestId }));
    expect(accountId === named.accountId, 'activity-foreign', causedBy('other-account', { accountId }));
    expect(drawnMicros === heldMicros, 'hold-undrawn', causedBy('draws-differ'), heldMicros - drawnMicros);
    expect(
      heldMicros <= activity.priceMicros,
      'hold-over-price',
      causedBy('over-price'),
      heldMicros - activity.priceMicros,
    );
    expect(
      capturedMicros <= heldMicros,
      'capture-over-hold',
      causedBy('over-hold'),
      capturedMicros - heldMicros,
    );
    expect(
      isOpen || status === 'completed' || activity.failure !== null,
      'failure-wrong',
      causedBy('no-failure'),
    );
    expect(
      activity.failure === null || (!isOpen && status !== 'completed'),
      'failure-wrong',
      causedBy('failure-untrue'),
    );
    this.#checkTimes(subject, activity, isOpen);
    if (isOpen) for (const { lot, amountMicros } of drawn) move(this.#openDraws, lot.lotId, amountMicros);
    const kept = split(drawn, capturedMicros).kept;
    this.#activities.set(id, {
      activityId: id,
      endedAt: activity.endedAt,
      isCharged: !isShadow(activity) && (status === 'completed' || capturedMicros > 0),
      capturedMicros,
      kept: new Map(kept.map(({ lot, amountMicros }) => [lot.lotId, amountMicros])),
      needsResult: activity.runBy === 'server' && (status === 'completed' || activity.deliveredLate),
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

  #checkTimes(subject: string, { leaseUntil, endedAt, createdAt, drawn }: Activity, isOpen: boolean): void {
    const lots = drawn.map(({ lot }) => lot.lotId);
    const { nowMs } = this.#options;
    if ((leaseUntil !== null) !== isOpen) {
      const cause = causedBy(isOpen ? 'no-lease' : 'lease-left');
      this.#found('lease-wrong', subject, cause, { lots });
    }
    if ((endedAt === null) !== isOpen || (endedAt ?? createdAt) < createdAt - CLOCK_SKEW_MS) {
      this.#found('end-wrong', subject, causedBy('times-differ'), { lots });
    }
    if (isOpen && leaseUntil !== null && leaseUntil < nowMs - STUCK_AFTER_MS) {
      this.#found('hold-stuck', subject, causedBy('not-swept'), {
        lots,
      });
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
      // Activities are deleted after some time, and ledger entries are not.
      if (entry.createdAt < this.#options.nowMs - RETENTION_MS) return;
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
    this.#checkAccount();
    this.#checkLimits();
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

  #checkAccount(): void {
    const { account, nowMs } = this.#options;
    const seen = new Set<string>();
    const sorted = account.lots.toSorted(compareBurnOrder);
    if (!isDeepStrictEqual(sorted, account.lots)) {
      this.#found('lot-out-of-order', 'lots', causedBy('other-order'));
    }
    // Ignores `unitValue`: entries from before the schema was raised have none, and the credits of an upgrade have their own.
    for (const { remainingMicros, frozen, pausedMs, unitValue: _, ...lot } of account.lots) {
      const facts = { lots: [lot.lotId] };
      if (seen.has(lot.lotId)) this.#found('lot-doubled', lot.lotId, causedBy('twice'), facts);
      seen.add(lot.lotId);
      if (remainingMicros < 0) this.#found('lot-negative', lot.lotId, causedBy('overdrawn'), facts);
      if (remainingMicros === 0 && !frozen)
        this.#found('lot-empty', lot.lotId, causedBy('empty-left'), facts);
      const { expiresAtMs } = lot;
      if (
        account.status === 'active' &&
        !frozen &&
        expiresAtMs !== null &&
        expiresAtMs < nowMs - OVERDUE_AFTER_MS
      ) {
        this.#found('lot-overdue', lot.lotId, causedBy('not-lapsed'), facts);
      }
      const granted = this.#granted.get(lot.lotId) ?? [];
      const asGranted = expiresAtMs === null ? lot : { ...lot, expiresAtMs: expiresAtMs - (pausedMs ?? 0) };
      const same = granted.flatMap(({ pausedMs: _, unitValue: __, ...known }) =>
        known.grantedAtMs === lot.grantedAtMs ? known : [],
      );
      // A lot may be frozen before its credits are granted, and is empty until then.
      if (granted.length === 0 && remainingMicros !== 0) {
        this.#found('lot-unknown', lot.lotId, causedBy('no-grant'), facts);
      } else if (same.length > 0 && !same.some((known) => isDeepStrictEqual(known, asGranted))) {
        this.#found('lot-changed', lot.lotId, causedBy('granted-otherwise'), facts);
      }
    }
    // An account that an older build suspended still has a mark, which no job uses.
    if (account.nextLapseAt !== nextLapseMs(account) && account.status === 'active') {
      this.#found('lapse-mark-wrong', 'nextLapseAt', causedBy('other-lapse-time'));
    }
  }

  /** Checks that no window that ends with an admission has more admissions than the limit. */
  #checkLimits(): void {
    for (const [operation, all] of this.#turns) {
      const turns = all.toSorted((a, b) => a.atMs - b.atMs);
      const resets = this.#options.account.limitResets?.[operation] ?? [];
      for (const [index, { atMs, limit, activityId }] of turns.entries()) {
        const first = limit && turns[index - limit.max];
        if (!limit || !first || first.atMs <= atMs - limit.windowMs) continue;
        if (resets.some((resetMs) => first.atMs <= resetMs && resetMs <= atMs)) continue;
        const cause = causedBy('over-limit', { max: limit.max, operation });
        this.#found('limit-passed', `ai_activity/${activityId}`, cause);
      }
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
