import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writesOf } from '../../../test/support/calls/writes-of.ts';
import {
  type Account,
  AppError,
  balanceMicros,
  DAY_MS,
  type LedgerEntry,
  type PaidPlan,
  RENEWAL_GRACE_MS,
} from '../../contract/index.ts';
import { type Command, NOTHING_KNOWN } from '../../meter/commands.ts';
import { decide } from '../../meter/decide.ts';
import { newAccount } from '../../platform/store/new-account.ts';
import { type Allotment, allotUntil, nextMonthMs, type PaidFor, renew, upgrade } from './allotments.ts';

const at = (text: string) => Date.parse(`${text}T10:00:00Z`);

function paidFor(change: Partial<PaidFor> = {}): PaidFor {
  return {
    subscriptionId: 'sub',
    plan: 'plus',
    interval: 'month',
    startMs: at('2026-01-31'),
    endMs: at('2026-02-28'),
    monthlyMicros: 300,
    rolloverMicros: 50,
    paymentId: 'one',
    paidCents: 1_900,
    terms: null,
    ...change,
  };
}

const year = (change: Partial<PaidFor> = {}) =>
  paidFor({ interval: 'year', endMs: at('2027-01-31'), ...change });

describe('a month that was paid for', () => {
  test('is allotted whole, spendable until the next one can have come', () => {
    expect(renew(null, paidFor()).allotments).toEqual([
      {
        entryId: 'allotment-one-0',
        amountMicros: 300,
        reason: 'A month of plus',
        lot: {
          lotId: 'allotment-one-0',
          expiresAtMs: at('2026-02-28') + RENEWAL_GRACE_MS,
          paymentId: 'one',
        },
        follows: null,
      },
    ]);
  });

  test('follows the one before, with the cap of its plan', () => {
    const { paidPlan } = renew(null, paidFor());
    const next = paidFor({ startMs: at('2026-02-28'), endMs: at('2026-03-31'), paymentId: 'two' });
    const [allotment] = renew(paidPlan, { ...next, rolloverMicros: 70 }).allotments;
    expect(allotment).toMatchObject({
      amountMicros: 300,
      follows: { lotId: 'allotment-one-0', rolloverMicros: 70 },
    });
  });

  test('again changes nothing', () => {
    const { paidPlan } = renew(null, paidFor());
    expect(renew(paidPlan, paidFor())).toEqual({ paidPlan, allotments: [] });
  });

  test('a period whose invoice arrives after its successor is allotted beside it', () => {
    const later = paidFor({ startMs: at('2026-02-28'), endMs: at('2026-03-31'), paymentId: 'two' });
    const { paidPlan } = renew(null, later);
    const late = renew(paidPlan, paidFor());
    expect(late.paidPlan).toEqual(paidPlan);
    expect(late.allotments).toMatchObject([{ entryId: 'allotment-one-0', follows: null }]);
  });

  test('of another subscription does not follow it', () => {
    const { paidPlan } = renew(null, paidFor());
    const other = paidFor({ subscriptionId: 'other', startMs: at('2026-02-10'), paymentId: 'two' });
    expect(renew(paidPlan, other).allotments[0]?.follows).toBeNull();
  });

  test('is the only one, however much longer it is than from the 28th to the 28th', () => {
    const long = paidFor({ startMs: at('2026-02-28'), endMs: at('2026-03-31') });
    const { paidPlan, allotments } = renew(null, long);
    expect(allotments[0]?.amountMicros).toBe(300);
    expect(nextMonthMs(paidPlan)).toBeNull();
  });

  test('of a trial is worth its part of a month', () => {
    const trial = paidFor({ startMs: at('2026-01-10'), endMs: at('2026-01-20') });
    expect(renew(null, trial).allotments[0]?.amountMicros).toBe(Math.floor((300 * 10) / 31));
    const yearly = renew(null, { ...trial, interval: 'year' });
    expect(yearly.allotments[0]?.amountMicros).toBe(Math.floor((300 * 10) / 31));
    expect(nextMonthMs(yearly.paidPlan)).toBeNull();
  });
});

describe('a year that was paid for', () => {
  test('is allotted month by month, on the day it began or the last of a shorter month', () => {
    const { paidPlan, allotments } = renew(null, year());
    expect(allotments).toHaveLength(1);
    const days: string[] = [];
    for (let plan = paidPlan; ; ) {
      const nextMs = nextMonthMs(plan);
      if (nextMs === null) break;
      days.push(new Date(nextMs).toISOString().slice(0, 10));
      expect(allotUntil(plan, nextMs - 1).allotments).toEqual([]);
      const next = allotUntil(plan, nextMs);
      expect(next.allotments).toMatchObject([{ amountMicros: 300, follows: { lotId: plan.lotId } }]);
      plan = next.paidPlan;
    }
    expect(days).toEqual([
      '2026-02-28',
      '2026-03-31',
      '2026-04-30',
      '2026-05-31',
      '2026-06-30',
      '2026-07-31',
      '2026-08-31',
      '2026-09-30',
      '2026-10-31',
      '2026-11-30',
      '2026-12-31',
    ]);
  });

  test('has no thirteenth month when a leap day makes it longer', () => {
    const leap = year({ startMs: at('2027-02-28'), endMs: at('2028-02-29') });
    const { paidPlan } = allotUntil(renew(null, leap).paidPlan, at('2028-02-29'));
    expect(paidPlan.nextMonth).toBe(12);
    expect(nextMonthMs(paidPlan)).toBeNull();
  });

  test('months that were missed come one after the other, each following the one before', () => {
    const { allotments } = allotUntil(renew(null, year()).paidPlan, at('2026-04-01'));
    expect(allotments.map(({ entryId, follows }) => [entryId, follows?.lotId])).toEqual([
      ['allotment-one-1', 'allotment-one-0'],
      ['allotment-one-2', 'allotment-one-1'],
    ]);
  });
});

describe('an upgrade', () => {
  const max = { plan: 'max', monthlyMicros: 1_000, rolloverMicros: 0, paymentId: 'two', paidCents: 2_000 };
  const upgradeOn = (paidPlan: PaidPlan, day: string) =>
    upgrade(paidPlan, { ...max, terms: null, atMs: at(day) });

  test('adds the difference for what is left of the month to its lot', () => {
    const { paidPlan } = renew(null, paidFor({ startMs: at('2026-03-01'), endMs: at('2026-04-01') }));
    const { allotments } = upgradeOn(paidPlan, '2026-03-11');
    expect(allotments).toEqual([
      {
        entryId: 'upgrade-two',
        amountMicros: Math.floor((700 * 21) / 31),
        reason: 'More for the rest of the month: max',
        lot: {
          lotId: 'allotment-one-0',
          expiresAtMs: at('2026-04-01') + RENEWAL_GRACE_MS,
          paymentId: 'one',
        },
        follows: null,
      },
    ]);
  });

  test('again changes nothing more', () => {
    const first = upgradeOn(renew(null, paidFor()).paidPlan, '2026-02-10');
    expect(upgradeOn(first.paidPlan, '2026-02-10')).toEqual({
      paidPlan: first.paidPlan,
      allotments: [],
    });
  });

  test('within a year holds for the months to come, and first allots what had been missed', () => {
    const { paidPlan } = renew(null, year());
    const { allotments, paidPlan: upgraded } = upgradeOn(paidPlan, '2026-03-01');
    expect(allotments.map(({ entryId }) => entryId)).toEqual(['allotment-one-1', 'upgrade-two']);
    expect(allotUntil(upgraded, at('2026-03-31')).allotments).toMatchObject([
      { entryId: 'allotment-one-2', amountMicros: 300, follows: { rolloverMicros: 0 } },
      { entryId: 'upgrade-two-2', amountMicros: 700, follows: null },
    ]);
  });
});

test.each(['2026-01-31', '2026-02-10', '2026-09-01', '2027-01-05'])(
  'the credits of a year and of an upgrade on %s are worth what each payment brought, not more',
  (day) => {
    const terms = { unlimited: false, currency: 'usd' } as PaidFor['terms'];
    const first = renew(null, year({ monthlyMicros: 300e6, terms, netCents: 19_000 }));
    const to = { plan: 'max', monthlyMicros: 1_000e6, rolloverMicros: 0, paymentId: 'two' };
    const money = { paidCents: 24_100, netCents: 20_000, terms };
    const raised = upgrade(first.paidPlan, { ...to, ...money, atMs: at(day) });
    const rest = allotUntil(raised.paidPlan, at('2027-01-30'));
    const allotments = [...first.allotments, ...raised.allotments, ...rest.allotments];
    const worthOf = (pattern: RegExp) =>
      allotments
        .filter(({ entryId }) => pattern.test(entryId))
        .reduce((sum, { amountMicros, lot: { unitValue } }) => {
          if (!unitValue) throw new Error('An allotment has no value');
          return sum + (amountMicros * unitValue.cents) / unitValue.perMicros;
        }, 0);
    expect(worthOf(/^allotment-one/)).toBeCloseTo(19_000, 6);
    expect(worthOf(/^upgrade-two/)).toBeCloseTo(20_000, 6);
  },
);

type Act =
  | { kind: 'spend' | 'pack'; micros: number }
  | { kind: 'subscribe'; plan: number; interval: PaidPlan['interval']; trialDays: number }
  | { kind: 'change'; plan: number }
  | { kind: 'cancel' | 'cancel-now' | 'again' }
  | { kind: 'fail'; days: number };

const plans = [
  { plan: 'plus', monthlyMicros: 300, rolloverMicros: 50 },
  { plan: 'max', monthlyMicros: 1_000, rolloverMicros: 0 },
  { plan: 'unlimited', monthlyMicros: 5_000, rolloverMicros: 5_000 },
] as const;

const planIndex = fc.nat(plans.length - 1);
const life = fc.array(
  fc.record({
    days: fc.integer({ min: 0, max: 25 }),
    act: fc.oneof(
      { arbitrary: fc.record({ kind: fc.constant('spend'), micros: fc.nat(1_500) }), weight: 4 },
      fc.record({ kind: fc.constant('pack'), micros: fc.integer({ min: 1, max: 400 }) }),
      {
        arbitrary: fc.record({
          kind: fc.constant('subscribe'),
          plan: planIndex,
          interval: fc.constantFrom('month', 'year'),
          trialDays: fc.constantFrom(0, 0, 7, 30),
        }),
        weight: 3,
      },
      { arbitrary: fc.record({ kind: fc.constant('change'), plan: planIndex }), weight: 2 },
      fc.record({ kind: fc.constantFrom('cancel', 'cancel-now', 'again') }),
      fc.record({ kind: fc.constant('fail'), days: fc.integer({ min: 1, max: 30 }) }),
    ) as fc.Arbitrary<Act>,
  }),
  { minLength: 12, maxLength: 40 },
);

describe('a year of life, whatever happens in it', () => {
  test('each month that was paid for is allotted once, capped, and packs are never touched', () => {
    fc.assert(
      fc.property(life, fc.nat(364), (steps, firstDay) => {
        const lived = new Life(at('2026-01-01') + firstDay * DAY_MS);
        for (const { days, act } of steps) {
          lived.pass(days);
          lived.act(act);
        }
        lived.pass(70);
        lived.expectAllRight();
      }),
    );
  });
});

/** A subscriber, Stripe as far as it sends invoices, and the clock; hour by hour where something is due. */
class Life {
  #nowMs: number;
  #account: Account = newAccount({ uid: 'uid', email: null, name: null, kind: 'person' });
  #entries = new Map<string, LedgerEntry>();
  #sent: Allotment[] = [];
  #paid: PaidPlan | null = null;
  #invoices = 0;
  /** Not of one that was cancelled at once: what it had been paid for stays beside. */
  #invoicesOfSub = new Set<string>();
  #packsMicros = 0;
  #spentMicros = 0;
  /** What Stripe would charge for next. */
  #sub: { plan: number; interval: PaidPlan['interval']; endMs: number; isCancelled: boolean } | null = null;
  #isPastDue = false;
  #failForDays = 0;
  #id = 0;
  /** What each invoice entitles to, by whole days of its months: counted apart from the code under test. */
  #owedMicros = 0;
  #terms: {
    startMs: number;
    endMs: number;
    interval: PaidPlan['interval'];
    monthly: number;
    next: number;
  }[] = [];

  constructor(startMs: number) {
    this.#nowMs = startMs;
  }

  pass(days: number): void {
    for (let day = 0; day < days; day++) {
      this.#nowMs += DAY_MS;
      this.#renewWhenDue();
      this.#runJob();
    }
  }

  act(act: Act): void {
    switch (act.kind) {
      case 'pack':
        this.#packsMicros += act.micros;
        this.#decide({ ...system, kind: 'grant', ...packOf(`pack-${++this.#id}`), amountMicros: act.micros });
        return;
      case 'spend':
        this.#spend(Math.min(act.micros, balanceMicros(this.#account, this.#nowMs)));
        return;
      case 'subscribe':
        this.#subscribe(act);
        return;
      case 'change':
        this.#change(act.plan);
        return;
      case 'cancel':
        if (this.#sub) this.#sub.isCancelled = !this.#sub.isCancelled;
        return;
      case 'cancel-now':
        this.#end();
        return;
      case 'fail':
        this.#failForDays = act.days;
        return;
      case 'again':
        for (const allotment of this.#sent) this.#grant(allotment);
        return;
    }
  }

  expectAllRight(): void {
    const grants = [...this.#entries.values()].filter(
      (entry) => entry.kind === 'grant' && entry.lot.source === 'subscription',
    );
    expect(grants.reduce((sum, { totalMicros }) => sum + totalMicros, 0)).toBe(this.#owedMicros);
    const packs = this.#account.lots.filter(({ source }) => source === 'purchase');
    const left = packs.reduce((sum, { remainingMicros }) => sum + remainingMicros, 0);
    expect(left).toBe(this.#packsMicros - this.#spentMicros);
    if (!this.#sub && this.#nowMs > this.#endedMs() + RENEWAL_GRACE_MS) {
      expect(balanceMicros(this.#account, this.#nowMs)).toBe(left);
    }
  }

  #endedMs(): number {
    return Math.max(0, ...this.#terms.map(({ endMs }) => endMs));
  }

  #subscribe({ plan, interval, trialDays }: Extract<Act, { kind: 'subscribe' }>): void {
    if (this.#sub) return;
    this.#id++;
    this.#sub = { plan, interval, endMs: this.#nowMs, isCancelled: false };
    this.#isPastDue = false;
    this.#failForDays = 0;
    this.#invoicesOfSub.clear();
    this.#invoice(trialDays > 0 ? this.#nowMs + trialDays * DAY_MS : null);
  }

  /** Stripe charges a day or less after the end; while it fails, nothing is paid for. */
  #renewWhenDue(): void {
    if (!this.#sub || this.#nowMs < this.#sub.endMs) return;
    this.#isPastDue = this.#failForDays > 0;
    if (this.#sub.isCancelled || this.#failForDays > 20) this.#end();
    else if (this.#isPastDue) this.#failForDays--;
    else this.#invoice(null);
  }

  #invoice(trialEndMs: number | null): void {
    if (!this.#sub) return;
    const { plan, interval } = this.#sub;
    const startMs = this.#sub.endMs;
    this.#sub.endMs = trialEndMs ?? monthsAfter(startMs, interval === 'year' ? 12 : 1);
    this.#isPastDue = false;
    const { monthlyMicros, ...rest } = plans[plan] ?? plans[0];
    const paid = {
      ...rest,
      monthlyMicros,
      interval,
      startMs,
      endMs: this.#sub.endMs,
      paidCents: 1,
      terms: null,
    };
    const paymentId = `in-${++this.#invoices}`;
    this.#invoicesOfSub.add(paymentId);
    this.#terms.push({ startMs, endMs: paid.endMs, interval, monthly: monthlyMicros, next: 0 });
    this.#owe();
    this.#follow(renew(this.#paid, { ...paid, subscriptionId: `sub-${this.#id}`, paymentId }));
  }

  /** Dearer at once, the difference paid by the day; cheaper with the next invoice. */
  #change(plan: number): void {
    const term = this.#terms.at(-1);
    if (!this.#sub || !term || this.#isPastDue || !this.#paid) return;
    this.#sub.plan = plan;
    const to = plans[plan] ?? plans[0];
    const moreMicros = to.monthlyMicros - term.monthly;
    if (moreMicros <= 0) return;
    this.#owe();
    const [startMs, endMs] = monthIn(term, term.next - 1);
    const wholeMs = Math.max(endMs, monthsAfter(term.startMs, term.next)) - startMs;
    this.#owedMicros += Math.floor((moreMicros * (endMs - this.#nowMs)) / wholeMs);
    term.monthly = to.monthlyMicros;
    const paymentId = `in-${++this.#invoices}`;
    this.#follow(upgrade(this.#paid, { ...to, paymentId, paidCents: 1, terms: null, atMs: this.#nowMs }));
  }

  #end(): void {
    this.#sub = null;
    this.#isPastDue = false;
  }

  #runJob(): void {
    if (!this.#paid || !this.#sub || this.#isPastDue) return;
    this.#owe();
    this.#follow(allotUntil(this.#paid, this.#nowMs));
  }

  #owe(): void {
    const term = this.#terms.at(-1);
    if (!term) return;
    const months = term.interval === 'year' ? 12 : 1;
    for (; term.next < months; term.next++) {
      const [startMs, endMs] = monthIn(term, term.next);
      if (startMs >= term.endMs || (startMs > this.#nowMs && term.next > 0)) return;
      const wholeMs = Math.max(endMs, monthsAfter(term.startMs, term.next + 1)) - startMs;
      this.#owedMicros += Math.floor((term.monthly * (endMs - startMs)) / wholeMs);
    }
  }

  #follow({ paidPlan, allotments }: ReturnType<typeof renew>): void {
    this.#paid = paidPlan;
    for (const allotment of allotments) {
      const packsBefore = this.#account.lots.filter(({ source }) => source === 'purchase');
      this.#grant(allotment);
      this.#sent.push(allotment);
      expect(this.#account.lots.filter(({ source }) => source === 'purchase')).toEqual(packsBefore);
      if (allotment.follows) {
        const { monthlyMicros, rolloverMicros } = paidPlan;
        const lots = this.#account.lots.filter(({ paymentId }) => this.#invoicesOfSub.has(paymentId ?? ''));
        expect(balanceMicros({ lots }, this.#nowMs)).toBeLessThanOrEqual(monthlyMicros + rolloverMicros);
      }
    }
  }

  #grant({ lot, ...allotment }: Allotment): void {
    this.#decide({ ...system, kind: 'grant', ...allotment, lot: { ...lot, source: 'subscription' } });
  }

  /** What is spent of packs alone counts against them. */
  #spend(micros: number): void {
    if (micros === 0) return;
    const packs = () =>
      this.#account.lots
        .filter(({ source }) => source === 'purchase')
        .reduce((sum, { remainingMicros }) => sum + remainingMicros, 0);
    const before = packs();
    let left = micros;
    for (const lot of this.#account.lots) {
      if (lot.expiresAtMs !== null && lot.expiresAtMs <= this.#nowMs) continue;
      const takenMicros = Math.min(left, lot.remainingMicros);
      left -= takenMicros;
      if (takenMicros === 0) continue;
      const taken = { lotId: lot.lotId, source: lot.source };
      this.#decide({
        ...system,
        kind: 'revoke',
        entryId: `spend-${++this.#id}-${lot.lotId}`,
        lot: taken,
        amountMicros: takenMicros,
        reason: 'spent',
      });
    }
    this.#spentMicros += before - packs();
  }

  #decide(command: Command): void {
    const entry = ('entryId' in command && this.#entries.get(command.entryId)) || null;
    const known = {
      ...NOTHING_KNOWN,
      accountId: 'uid',
      account: this.#account,
      entry,
    };
    const decision = decide(known, command, this.#nowMs);
    if (decision instanceof AppError) throw decision;
    if (decision.kind === 'noop') return;
    this.#account = decision.account;
    for (const [id, written] of writesOf(decision).entries) {
      expect(this.#entries.has(id)).toBe(false);
      this.#entries.set(id, written);
    }
  }
}

const system = { actor: { kind: 'system', uid: null }, traceId: 'trace', audit: null } as const;

function packOf(id: string) {
  return {
    entryId: id,
    lot: { lotId: id, source: 'purchase', expiresAtMs: null, paymentId: id },
    reason: 'bought',
  } as const;
}

function monthIn(
  { startMs, endMs, interval }: { startMs: number; endMs: number; interval: string },
  month: number,
) {
  const isLast = month === (interval === 'year' ? 11 : 0);
  return [
    monthsAfter(startMs, month),
    isLast ? endMs : Math.min(endMs, monthsAfter(startMs, month + 1)),
  ] as const;
}

/** By the calendar, day after day until the month has turned as often; then at most to the day it began on. */
function monthsAfter(startMs: number, months: number): number {
  const day = new Date(startMs).getUTCDate();
  let timeMs = startMs;
  for (let turned = 0; turned < months; ) {
    const before = new Date(timeMs).getUTCMonth();
    timeMs += DAY_MS;
    if (new Date(timeMs).getUTCMonth() !== before) turned++;
  }
  while (months > 0 && new Date(timeMs).getUTCDate() < day) {
    if (new Date(timeMs + DAY_MS).getUTCMonth() !== new Date(timeMs).getUTCMonth()) break;
    timeMs += DAY_MS;
  }
  return timeMs;
}
