/**
 * Computes figures from raw documents in the plainest way, fact by fact and day by day. Shares no code with the product: whatever both
 * say alike was worked out twice.
 */

interface RawLot {
  readonly lotId: string;
  readonly source: string;
  readonly paymentId: string | null;
  readonly unitValue?:
    | { readonly cents: number; readonly perMicros: number; readonly currency: string }
    | null
    | undefined;
}

export interface RawEntry {
  readonly kind: string;
  readonly accountId: string;
  readonly amounts: readonly {
    readonly lotId: string;
    readonly source: string;
    readonly amountMicros: number;
  }[];
  readonly totalMicros: number;
  readonly debtDeltaMicros: number;
  readonly createdAt: number;
  readonly recordedAt?: number | null | undefined;
  readonly activityId?: string;
  readonly lot?: RawLot;
}

export interface RawFact {
  readonly kind: string;
  readonly paymentId: string;
  readonly currency: string;
  readonly source: string;
  readonly at: number;
  readonly recordedAt: number;
  readonly paidCents?: number;
  readonly taxCents?: number;
  readonly unlimited?: { readonly startMs: number; readonly endMs: number } | null;
  readonly by?: string;
  readonly cause?: string;
  readonly cents?: number;
  readonly netCents?: number;
  readonly feeCents?: number;
  readonly to?: { readonly currency: string; readonly cents: number };
}

export interface RawActivity {
  readonly accountId: string;
  readonly operation: string;
  readonly model: string;
  readonly status: string;
  readonly capturedMicros: number;
  readonly costUsdMicros: number | null;
  readonly expiredCostUsdMicros: number | null;
  readonly guestAddress: string | null;
  readonly byStaff?: true | undefined;
  readonly failure: { readonly code: string } | null;
  readonly startedAt: number | null;
  readonly endedAt: number | null;
  readonly recordedAt: number | null;
  readonly lateRecordedAt: number | null;
}

export interface RawBusiness {
  readonly activities: ReadonlyMap<string, RawActivity>;
  readonly entries: ReadonlyMap<string, RawEntry>;
  readonly facts: ReadonlyMap<string, RawFact>;
}

interface Place {
  readonly timeZone: string;
  readonly closed: readonly { readonly month: string; readonly throughMs: number }[];
}

/** Sums by a name such as `2026-03-01 usd purchase sales`; amounts of money in cents, with fractions. */
export type Sums = Map<string, number>;

function calendarDay(ms: number, timeZone: string): string {
  return new Date(ms).toLocaleDateString('sv-SE', { timeZone });
}

/** On which day something counts: its own, or the first after the months that were closed when it was recorded. */
function countingDay(ownMs: number, recordedMs: number, { timeZone, closed }: Place): string {
  const day = calendarDay(ownMs, timeZone);
  let first = '';
  for (const { month, throughMs } of closed) {
    if (throughMs > recordedMs) continue;
    const [year = 0, number = 0] = month.split('-').map(Number);
    const next = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 10);
    if (next > first) first = next;
  }
  return day < first ? first : day;
}

function add(sums: Sums, key: string, amount: number): void {
  if (amount !== 0) sums.set(key, (sums.get(key) ?? 0) + amount);
}

/** Credits of a day by source, straight from the ledger. */
export function referenceCredits({ entries, activities }: RawBusiness, place: Place): Sums {
  const sums: Sums = new Map();
  for (const [id, entry] of entries) {
    const recorded =
      entry.kind === 'usage' ? activities.get(entry.activityId ?? '')?.recordedAt : entry.recordedAt;
    const day = countingDay(entry.createdAt, recorded ?? entry.createdAt, place);
    if (entry.kind === 'grant') {
      const name = id.startsWith('give-back-') ? 'givenBack' : 'granted';
      add(sums, `${day} ${entry.lot?.source} ${name}`, entry.totalMicros);
      if (entry.lot?.source === 'welcome') add(sums, `${day} welcomed`, 1);
    }
    const names: Record<string, string> = {
      usage: 'used',
      revoke: 'takenBack',
      lapse: 'lapsed',
      repay: 'repaid',
    };
    const name = names[entry.kind];
    for (const { source, amountMicros } of entry.amounts)
      if (name) add(sums, `${day} ${source} ${name}`, -amountMicros);
    if (entry.debtDeltaMicros > 0) add(sums, `${day} debt incurred`, entry.debtDeltaMicros);
    if (entry.debtDeltaMicros < 0) add(sums, `${day} debt repaid`, -entry.debtDeltaMicros);
  }
  return sums;
}

/** Work of a day, straight from the activities. */
export function referenceUsage(
  business: RawBusiness,
  place: Place,
): { sums: Sums; took: Map<string, number[]>; active: Map<string, Set<string>> } {
  const sums: Sums = new Map();
  const took = new Map<string, number[]>();
  const active = new Map<string, Set<string>>();
  for (const [id, activity] of business.activities) {
    const { endedAt, startedAt, status, guestAddress, accountId } = activity;
    if (endedAt === null) continue;
    const day = countingDay(endedAt, activity.recordedAt ?? endedAt, place);
    const work = `${day} ${activity.operation}/${activity.model}`;
    const first = activity.expiredCostUsdMicros ?? activity.costUsdMicros ?? 0;
    add(sums, `${work} ${status}`, 1);
    add(sums, `${work} captured`, activity.capturedMicros);
    add(sums, `${work} cost`, first);
    if (activity.byStaff) add(sums, `${work} internal`, first);
    if (activity.failure) add(sums, `${work} ${activity.failure.code}`, 1);
    if (guestAddress !== null) add(sums, `${work} guests`, 1);
    const entry = [...(business.entries.get(`usage-${id}`)?.amounts ?? [])];
    const free = entry.reduce(
      (sum, { source, amountMicros }) =>
        sum + (source === 'purchase' || source === 'subscription' ? 0 : -amountMicros),
      0,
    );
    const acquired =
      guestAddress !== null
        ? first
        : activity.capturedMicros > 0
          ? Math.round((first * free) / activity.capturedMicros)
          : 0;
    if (!activity.byStaff) add(sums, `${work} acquisition`, acquired);
    if (activity.lateRecordedAt !== null) {
      const later = countingDay(endedAt, activity.lateRecordedAt, place);
      add(
        sums,
        `${later} ${activity.operation}/${activity.model} cost`,
        (activity.costUsdMicros ?? 0) - first,
      );
      if (activity.byStaff)
        add(
          sums,
          `${later} ${activity.operation}/${activity.model} internal`,
          (activity.costUsdMicros ?? 0) - first,
        );
    }
    if (status === 'completed' && startedAt !== null) {
      const key = `${activity.operation}/${activity.model}`;
      took.set(key, [...(took.get(key) ?? []), endedAt - startedAt]);
    }
    if (status === 'completed' || activity.capturedMicros > 0) {
      active.set(day, (active.get(day) ?? new Set()).add(accountId));
      const month = day.slice(0, 7);
      active.set(month, (active.get(month) ?? new Set()).add(accountId));
    }
  }
  return { sums, took, active };
}

interface Held {
  micros: number;
  cents: number;
  currency: string;
  source: string;
  backMicros: number;
  backCents: number;
}

interface Owed {
  cents: number;
  source: string;
  currency: string;
  open: number;
  back: number;
  backCents: number;
  /** Day by day, of a plan that is earned by the day. */
  days: Map<string, number> | null;
}

function nextDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10);
}

/**
 * Money of a day in cents: each lot and each payment is followed in the order in which the store took what happened. `liability` is
 * what lots and payments are worth, counted apart from the flows.
 */
export function referenceMoney(business: RawBusiness, place: Place): { flows: Sums; liability: Sums } {
  const flows: Sums = new Map();
  const liability: Sums = new Map();
  const lots = new Map<string, Held>();
  const owed = new Map<string, Owed>();
  const reversals = new Map<string, { by: string; day: string }>();
  const flow = (day: string, of: { currency: string; source: string }, name: string, cents: number) =>
    add(flows, `${day} ${of.currency} ${of.source} ${name}`, cents);
  const worth = (day: string, of: { currency: string; source: string }, cents: number) =>
    add(liability, `${day} ${of.currency} ${of.source}`, cents);

  const take = (lot: Held, micros: number) => {
    const cents = lot.micros <= micros ? lot.cents : (lot.cents * micros) / lot.micros;
    lot.micros = Math.max(0, lot.micros - micros);
    lot.cents -= cents;
    return cents;
  };

  const order = [
    ...[...business.facts].map(([id, fact]) => ({ id, at: fact.recordedAt, turn: 0, fact, entry: null })),
    ...[...business.entries].map(([id, entry]) => {
      const of =
        entry.kind === 'usage'
          ? business.activities.get(entry.activityId ?? '')?.recordedAt
          : entry.recordedAt;
      const turn = ['grant', 'revoke', 'lapse', 'repay', 'usage'].indexOf(entry.kind) + 1;
      return { id, at: of ?? entry.createdAt, turn, fact: null, entry };
    }),
  ].sort((a, b) => a.at - b.at || a.turn - b.turn || (a.id < b.id ? -1 : 1));

  for (const { id, at, fact, entry } of order) {
    if (fact) onFact(fact, countingDay(fact.at, at, place));
    else if (entry) onEntry(id, entry, countingDay(entry.createdAt, at, place));
  }
  return { flows, liability };

  function onFact(fact: RawFact, day: string): void {
    const { currency, source, paymentId } = fact;
    if (fact.kind === 'settlement') {
      add(flows, `${day} fees ${fact.to?.currency}`, fact.feeCents ?? 0);
    } else if (fact.kind === 'sale') {
      const cents = (fact.paidCents ?? 0) - (fact.taxCents ?? 0);
      flow(day, fact, 'sales', cents);
      worth(day, fact, cents);
      const payment: Owed = {
        cents,
        source,
        currency,
        open: fact.paidCents ?? 0,
        back: 0,
        backCents: 0,
        days: null,
      };
      owed.set(paymentId, payment);
      if (!fact.unlimited) return;
      const from = countingDay(fact.unlimited.startMs, fact.recordedAt, place);
      let until = countingDay(fact.unlimited.endMs, fact.recordedAt, place);
      if (until <= from) until = nextDay(from);
      payment.days = new Map();
      spread(payment, { from, until, cents });
    } else if (fact.kind === 'reversed' || fact.kind === 'restored') {
      const sign = fact.kind === 'reversed' ? 1 : -1;
      const reversal = { by: fact.by === 'dispute' ? 'disputed' : 'refunded', day };
      reversals.set(fact.cause ?? '', reversal);
      reversals.set(paymentId, reversal);
      const payment = owed.get(paymentId);
      const cents = fact.cents ?? 0;
      let unspent = 0;
      if (payment && sign > 0) {
        const left = payment.days
          ? [...payment.days].reduce((sum, [one, value]) => sum + (one > day ? value : 0), 0)
          : payment.cents;
        unspent = left > 1e-9 ? (left * Math.min(cents, payment.open)) / payment.open : 0;
        payment.open -= cents;
        payment.back += cents;
        payment.backCents += unspent;
      } else if (payment) {
        unspent =
          payment.back === 0 ? 0 : -(payment.backCents * Math.min(cents, payment.back)) / payment.back;
        payment.open += cents;
        payment.back -= cents;
        payment.backCents += unspent;
      }
      if (payment?.days) {
        let until = [...payment.days.keys()].sort().at(-1) ?? day;
        until = nextDay(until) > nextDay(day) ? nextDay(until) : nextDay(nextDay(day));
        if (unspent !== 0) spread(payment, { from: nextDay(day), until, cents: -unspent });
      } else if (payment) payment.cents -= unspent;
      worth(day, fact, -unspent);
      flow(day, fact, `${reversal.by}Unspent`, unspent);
      flow(day, fact, `${reversal.by}Spent`, sign * (fact.netCents ?? 0) - unspent);
    }
  }

  /** Earns an amount evenly over days. */
  function spread(
    payment: Owed,
    { from, until, cents }: { from: string; until: string; cents: number },
  ): void {
    const days: string[] = [];
    for (let day = from; day < until; day = nextDay(day)) days.push(day);
    for (const day of days) {
      const part = cents / days.length;
      payment.days?.set(day, (payment.days.get(day) ?? 0) + part);
      flow(day, payment, 'revenueUnlimited', part);
      worth(day, payment, -part);
    }
  }

  function onEntry(id: string, entry: RawEntry, day: string): void {
    const names: Record<string, string> = {
      usage: 'revenueCaptured',
      lapse: 'revenueLapsed',
      repay: 'revenueDebtRepaid',
    };
    const name = names[entry.kind];
    if (name) {
      for (const { lotId, amountMicros } of entry.amounts) {
        const lot = lots.get(lotId);
        if (!lot) continue;
        const cents = take(lot, -amountMicros);
        flow(day, lot, name, cents);
        worth(day, lot, -cents);
      }
    } else if (entry.kind === 'revoke') {
      for (const { lotId, amountMicros } of entry.amounts) {
        const lot = lots.get(lotId);
        if (!lot) continue;
        const cents = take(lot, -amountMicros);
        lot.backMicros += -amountMicros + entry.debtDeltaMicros;
        lot.backCents += cents;
        goBack(id.replace(/^take-back-/, ''), lot, cents);
      }
    } else if (entry.kind === 'grant' && entry.lot) onGrant(id, entry, entry.lot, day);
  }

  function goBack(cause: string, lot: Held, cents: number): void {
    const reversal = reversals.get(cause);
    if (!reversal) throw new Error(`Nothing tells why ${cause} was taken`);
    flow(reversal.day, lot, `${reversal.by}Unspent`, cents);
    flow(reversal.day, lot, `${reversal.by}Spent`, -cents);
    worth(reversal.day, lot, -cents);
  }

  function onGrant(id: string, entry: RawEntry, of: RawLot, day: string): void {
    const into = lots.get(of.lotId);
    if (id.startsWith('give-back-')) {
      if (!into) return;
      const cents = into.backMicros === 0 ? 0 : (into.backCents * entry.totalMicros) / into.backMicros;
      into.backMicros -= entry.totalMicros;
      into.backCents -= cents;
      into.micros += entry.totalMicros;
      into.cents += cents;
      goBack(id.replace(/^give-back-/, ''), into, -cents);
      return;
    }
    let carried = 0;
    const net = new Map<string, number>();
    for (const { lotId, amountMicros } of entry.amounts) net.set(lotId, (net.get(lotId) ?? 0) + amountMicros);
    for (const [lotId, micros] of net) {
      const from = lots.get(lotId);
      if (micros >= 0 || !from) continue;
      const cents = take(from, -micros);
      carried += cents;
      worth(day, from, -cents);
    }
    const { unitValue } = of;
    const fresh =
      unitValue && !id.startsWith('carry-') ? (unitValue.cents * entry.totalMicros) / unitValue.perMicros : 0;
    if (fresh === 0 && carried === 0 && !into) return;
    const payment = owed.get(of.paymentId ?? '');
    const currency = into?.currency ?? unitValue?.currency ?? payment?.currency ?? '';
    const lot = into ?? { micros: 0, cents: 0, currency, source: of.source, backMicros: 0, backCents: 0 };
    lots.set(of.lotId, lot);
    lot.micros += net.get(of.lotId) ?? 0;
    lot.cents += fresh + carried;
    worth(day, lot, fresh + carried);
    if (payment) payment.cents -= fresh;
    worth(day, lot, -fresh);
  }
}
