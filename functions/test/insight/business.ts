import {
  type AbuseSignal,
  type Account,
  type Activity,
  AppError,
  type AuditEntry,
  type Billing,
  DAY_MS,
  HOUR_MS,
  type LedgerEntry,
  MINUTE_MS,
  type Milestones,
  type MoneyFact,
  newFailure,
  type Payment,
  type ServerMetrics,
} from '../../src/contract/index.ts';
import type { Command } from '../../src/meter/commands.ts';
import { decide } from '../../src/meter/decide.ts';
import { paymentReducers } from '../../src/payments/payment-reducers.ts';
import { newPayment } from '../../src/payments/records/open-payment.ts';
import { newAccount } from '../../src/platform/store/new-account.ts';
import { credits, grantOf, holdOf, suspendOf, workedOf } from '../support/accounts.ts';
import { makeCalls, makeSignals } from './made-hours.ts';

/** When the generated businesses begin: clocks go forward in Europe on March 29. */
export const START = Date.UTC(2026, 1, 20, 5);
const DAYS = 75;

/** Numbers that look random and follow from a seed. */
function createRandom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

export interface Business {
  readonly accounts: Map<string, Account>;
  readonly activities: Map<string, Activity>;
  readonly entries: Map<string, LedgerEntry>;
  readonly facts: Map<string, MoneyFact>;
  readonly payments: Map<string, Payment>;
  readonly billing: Map<string, Billing>;
  readonly milestones: Map<string, Milestones>;
  readonly audits: Map<string, AuditEntry>;
  readonly signals: ReadonlyMap<string, AbuseSignal>;
  readonly calls: ReadonlyMap<string, ServerMetrics>;
}

const CURRENCIES = ['usd', 'eur', 'jpy'] as const;
const MODELS = [
  ['image', 'nano-banana'],
  ['image', 'flux-schnell'],
  ['chat', 'gpt-5-mini'],
] as const;

/**
 * Makes a business by the engine's own decisions: packs and plans in three currencies, by the month, by the year and unlimited,
 * refunds whole and in part, disputes that end in another month, grants of every source, guests, debts and lapses. Stripe's news
 * may be late by weeks.
 */
export function makeBusiness(seed: number, activities: number): Business {
  const random = createRandom(seed);
  const world: Business = {
    accounts: new Map(),
    activities: new Map(),
    entries: new Map(),
    facts: new Map(),
    payments: new Map(),
    billing: new Map(),
    milestones: new Map(),
    audits: new Map(),
    signals: makeSignals(createRandom(seed + 1), { startMs: START, days: DAYS }),
    calls: makeCalls(createRandom(seed + 2), { startMs: START, days: DAYS }),
  };
  let recordedMs = START;
  let nth = 0;
  let nthReversal = 0;

  function submit(accountId: string, command: Command, nowMs: number): boolean {
    const account = world.accounts.get(accountId) ?? null;
    const activityId = 'activityId' in command ? command.activityId : null;
    const entryId = 'entryId' in command ? command.entryId : null;
    const paymentId = command.kind === 'book' ? (command.documents.payment ?? null) : null;
    const decision = decide(
      {
        ...{ accountId, account, audit: null, address: null, event: null, allowance: null, appeal: null },
        activity: (activityId && world.activities.get(activityId)) || null,
        entry: (entryId && world.entries.get(entryId)) || null,
        payment: (paymentId && world.payments.get(paymentId)) || null,
        billing: world.billing.get(accountId) ?? null,
      },
      command,
      nowMs,
      paymentReducers as never,
    );
    if (decision instanceof AppError || decision.kind === 'noop') return false;
    // The store's clock: every commit has a time of its own.
    recordedMs = Math.max(recordedMs + 1, nowMs + random(3_000));
    world.accounts.set(accountId, decision.account);
    for (const { kind, id, value } of decision.writes) {
      if (kind === 'activity') {
        const recorded =
          value.endedAt === null ? {} : { recordedAt: world.activities.get(id)?.recordedAt ?? recordedMs };
        const late = value.lateRecordedAt === null ? {} : { lateRecordedAt: recordedMs };
        world.activities.set(id, { ...value, ...recorded, ...late });
      } else if (kind === 'entry') {
        world.entries.set(id, value.kind === 'usage' ? value : { ...value, recordedAt: recordedMs });
      } else if (kind === 'moneyFact') world.facts.set(id, { ...value, recordedAt: recordedMs });
      else if (kind === 'payment') world.payments.set(id, value);
      else if (kind === 'billing') world.billing.set(id, value);
      else if (kind === 'milestones') world.milestones.set(id, { ...value, recordedAt: recordedMs });
      else if (kind === 'audit') world.audits.set(id, value);
    }
    return true;
  }

  function book(
    accountId: string,
    reducer: string,
    facts: unknown,
    at: { paymentId: string; nowMs: number; createdMs?: number },
  ) {
    const { paymentId, nowMs, createdMs } = at;
    const isEvent = createdMs !== undefined;
    submit(
      accountId,
      {
        kind: 'book',
        reducer: isEvent ? 'applyEvent' : reducer,
        facts: isEvent
          ? { event: { type: 'test', created: Math.floor(createdMs / 1_000) }, paymentId, change: facts }
          : facts,
        documents: { payment: paymentId, billing: accountId, ...(isEvent && { event: `event-${nth++}` }) },
      },
      nowMs,
    );
  }

  function buyPack(accountId: string, nowMs: number): string {
    const paymentId = `${accountId}_pack${nth++}`;
    const currency = CURRENCIES[random(3)] ?? 'usd';
    const amountCents = 500 + random(3_000);
    const taxCents = random(3) === 0 ? Math.floor(amountCents / 11) : 0;
    const micros = credits(50 + random(200)) + random(1_000);
    const bought = { kind: 'pack', pack: `pack${random(2)}`, label: 'Pack', micros } as const;
    const open = newPayment({
      ...{ accountId, uid: accountId, bought, via: 'saved-card', currency, amountCents },
      ...{ catalogVersion: 1, termsVersion: '1', traceId: 'test' },
    });
    world.payments.set(paymentId, { ...open, createdAt: nowMs });
    const breakdown = { discountCents: random(2) * 50, taxCents };
    const paid = { amountCents, currency };
    const at = { paymentId, nowMs: nowMs + random(4 * HOUR_MS) };
    const fact = { kind: 'paid', paid, atMs: nowMs, breakdown };
    book(accountId, 'applyChange', { kind: 'payment', paymentId, fact }, at);
    const settlement = {
      ...{ currency: 'usd', amountCents: amountCents * 2, feeCents: 30 + random(50), netCents: 0 },
      exchangeRate: currency === 'usd' ? null : 2,
    };
    const charged = {
      kind: 'charged',
      settlement: { ...settlement, netCents: amountCents * 2 - settlement.feeCents },
    };
    book(
      accountId,
      'applyChange',
      { kind: 'payment', paymentId, fact: charged },
      { ...at, nowMs: at.nowMs + MINUTE_MS },
    );
    return paymentId;
  }

  function buyPlan(accountId: string, nowMs: number): string {
    const paymentId = `${accountId}_in-${nth++}`;
    const currency = CURRENCIES[random(3)] ?? 'usd';
    const interval = random(2) === 0 ? 'year' : 'month';
    const unlimited = random(3) === 0;
    const months = interval === 'year' ? 12 : 1;
    const amount = (900 + random(2_000)) * months;
    const start = Math.floor(nowMs / 1_000);
    const period = { start, end: start + months * 30 * 86_400 + 5 * 86_400 * Number(months > 1) };
    const choice = { plan: unlimited ? 'unlimited' : 'creator', interval };
    const terms = {
      ...{
        label: choice.plan,
        unlimited,
        monthlyMicros: credits(100 + random(100)),
        rolloverMicros: credits(random(2) * 30),
      },
      ...{ currency, amountCents: amount, catalogVersion: 1 },
    };
    const subscriptionId = `sub_${accountId}`;
    const remote = {
      ...{
        id: subscriptionId,
        status: 'active',
        customer: null,
        created: start,
        ended_at: null,
        cancel_at: null,
      },
      ...{ cancel_at_period_end: false, metadata: {} },
      items: {
        data: [
          {
            id: 'si',
            current_period_start: start,
            current_period_end: period.end,
            price: { id: 'p', currency, metadata: {}, recurring: null },
          },
        ],
      },
    };
    const plan = {
      ...{ accountId, uid: accountId, paymentId, paymentIntentId: null, second: null },
      invoice: {
        // A Japanese price has no cents at Stripe either.
        ...{
          id: `in_${nth}`,
          currency,
          created: start,
          subtotal: amount,
          amount_paid: amount,
          lines: { data: [] },
        },
        total_taxes: [{ amount: random(2) * Math.floor(amount / 10) }],
      },
      term: { kind: 'period', priceId: 'p', startMs: period.start * 1_000, endMs: period.end * 1_000 },
      sold: { choice, terms, isAgreed: true },
      subscription: { remote, choice, terms, asOfMs: nowMs },
    };
    book(
      accountId,
      'applyChange',
      { kind: 'invoice-paid', plan, traceId: 'test' },
      { paymentId, nowMs: nowMs + random(HOUR_MS) },
    );
    return paymentId;
  }

  function reverse(accountId: string, paymentId: string, nowMs: number): void {
    const payment = world.payments.get(paymentId);
    if (!payment?.paidCents || Object.keys(payment.reversals).length > 2) return;
    const kind = random(4) === 0 ? 'dispute' : 'refund';
    const back = Object.values(payment.reversals).reduce((sum, { amountCents }) => sum + amountCents, 0);
    const left = payment.paidCents - back;
    if (left <= 0) return;
    const amountCents = kind === 'dispute' || random(2) === 0 ? left : 1 + random(left);
    const id = `${kind === 'refund' ? 're' : 'dp'}-${nth++}`;
    const { currency } = payment;
    const tell = (state: string, at: { nowMs: number; lateMs: number }) => {
      const fee = kind === 'dispute' ? { fee: { currency: 'usd', cents: 1_500 } } : {};
      const fact = { kind: 'reversal', id, reversal: { kind, amountCents, state, ...fee }, currency };
      const of = { paymentId, nowMs: at.nowMs + at.lateMs, createdMs: at.nowMs };
      book(accountId, 'applyEvent', { kind: 'payment', paymentId, fact }, of);
    };
    // What Stripe tells may arrive after the month was closed: the first news of all does.
    const lateMs = nthReversal++ === 0 ? 60 * DAY_MS : random(3) === 0 ? 35 * DAY_MS : random(HOUR_MS);
    const tellAt = (state: string, at: { createdMs: number; lateMs: number }) => {
      const arrivesMs = at.createdMs + at.lateMs;
      later.push([arrivesMs, () => tell(state, { nowMs: at.createdMs, lateMs: at.lateMs })]);
    };
    tellAt('open', { createdMs: nowMs, lateMs });
    if (random(5) === 0) tellAt('undone', { createdMs: nowMs + 2 * DAY_MS, lateMs });
    else if (kind === 'dispute') {
      const createdMs = nowMs + 15 * DAY_MS + lateMs;
      tellAt('done', { createdMs, lateMs: 0 });
      if (random(3) === 0) tellAt('undone', { createdMs: createdMs + 9 * DAY_MS, lateMs: 0 });
    } else tellAt('done', { createdMs: nowMs + MINUTE_MS, lateMs });
  }

  function work(accountId: string, isGuest: boolean, nowMs: number): void {
    const [operation, model] = MODELS[random(MODELS.length)] ?? MODELS[0];
    const requestId = `request${nth++}`;
    const priceMicros = credits(1 + random(30)) + random(1_000_000);
    const hold = holdOf(accountId, {
      requestId,
      priceMicros,
      operation,
      isFree: isGuest,
      leaseMs: 10 * MINUTE_MS,
    });
    const draft = {
      ...{ ...hold.draft, model, shard: random(10), guestAddress: isGuest ? 'digest' : null },
      ...(random(12) === 0 && { byStaff: true as const }),
    };
    if (!submit(accountId, { ...hold, draft }, nowMs)) return;
    const endMs = nowMs + 500 + random(8 * MINUTE_MS);
    const how = random(12);
    const status = how < 9 || isGuest ? 'completed' : 'failed';
    const share = how % 3 === 0 ? priceMicros : Math.floor((priceMicros * (1 + random(10))) / 10);
    const captureMicros = isGuest
      ? 0
      : status === 'failed'
        ? Math.floor(share / 4)
        : Math.min(share, priceMicros);
    const settle = workedOf({ ...hold, draft }, { captureMicros, status });
    if (settle.ending.kind !== 'worked') return;
    const usage = { ...settle.ending.usage, costUsdMicros: random(200_000) };
    const failure =
      status === 'failed' ? newFailure(new AppError('provider-failed', { reason: 'unfinished' })) : null;
    if (how === 11) {
      const sweepMs = nowMs + HOUR_MS;
      const swept = { kind: 'swept', returnLimitMicros: 0 } as const;
      submit(accountId, { ...settle, ending: swept }, sweepMs);
      submit(
        accountId,
        { ...settle, ending: { ...settle.ending, status: 'completed', failure: null, usage } },
        sweepMs + MINUTE_MS,
      );
      return;
    }
    submit(accountId, { ...settle, ending: { ...settle.ending, failure, usage } }, endMs);
  }

  /** Guests who come on any day: some stay guests, some sign up, some sign in to an account that is older or newer, and some buy. */
  function makeVisitors(): void {
    for (let index = 0; index < Math.max(24, Math.floor(activities / 10)); index++) {
      const guestId = `visitor${index}`;
      const guest = newAccount({ uid: guestId, email: null, name: null, kind: 'guest' });
      const atMs = START + (DAYS + 1) * DAY_MS + random(20 * DAY_MS);
      submit(guestId, { kind: 'open', account: guest, welcome: null }, atMs);
      const nextMs = atMs + random(9 * DAY_MS);
      const dice = random(5);
      const ownerId =
        dice === 0 ? guestId : dice === 1 ? (users[random(users.length)] ?? '') : `owner${random(6)}`;
      if (dice > 2) continue;
      const owner = newAccount({ uid: ownerId, email: null, name: null, kind: 'person' });
      submit(ownerId, { kind: 'open', account: owner, welcome: null }, nextMs);
      if (ownerId !== guestId) {
        const merge = suspendOf('suspend');
        const entry = { ...merge.audit.entry, action: 'merge-guest' as const };
        submit(
          guestId,
          { ...merge, audit: { auditId: `merge-${guestId}`, entry }, mergedInto: ownerId },
          nextMs + MINUTE_MS,
        );
      }
      if (random(3) === 0) buyPack(ownerId, nextMs + random(5 * DAY_MS));
    }
  }

  const later: [atMs: number, act: () => void][] = [];
  const users = Array.from(
    { length: Math.max(6, Math.floor(activities / 25)) },
    (_, index) => `account${index}`,
  );
  const paid = new Map<string, string[]>();
  for (const accountId of users) {
    const account = newAccount({ uid: accountId, email: null, name: null, kind: 'person' });
    submit(accountId, { kind: 'open', account, welcome: null }, START);
    submit(
      accountId,
      grantOf({ entryId: `welcome-${accountId}`, micros: credits(5), source: 'welcome' }),
      START + random(DAY_MS),
    );
  }
  const SOURCES = ['bonus', 'referral', 'promo'] as const;
  for (let index = 0; index < activities; index++) {
    const atMs = START + DAY_MS + Math.floor((index * (DAYS - 20) * DAY_MS) / activities) + random(MINUTE_MS);
    later.sort(([a], [b]) => a - b);
    while (later[0] && later[0][0] <= atMs) later.shift()?.[1]();
    const accountId = users[random(users.length)] ?? '';
    const own = paid.get(accountId) ?? [];
    const dice = random(30);
    if (dice < 3) own.push(buyPack(accountId, atMs));
    else if (dice === 3 && !world.billing.get(accountId)?.paidPlan) own.push(buyPlan(accountId, atMs));
    else if (dice === 4 && own.length > 0) reverse(accountId, own[random(own.length)] ?? '', atMs);
    else if (dice === 5) {
      const source = SOURCES[random(3)] ?? 'bonus';
      const expiresAtMs = random(2) === 0 ? atMs + 10 * DAY_MS : null;
      submit(
        accountId,
        grantOf({ entryId: `gift-${nth++}`, micros: credits(10), source, expiresAtMs }),
        atMs,
      );
    }
    submit(accountId, { kind: 'lapse', traceId: 'test' }, atMs);
    for (const paymentId of own.filter((id) => id.includes('_in-'))) {
      book(accountId, 'allotDueMonths', { paymentId, traceId: 'test' }, { paymentId, nowMs: atMs });
    }
    work(accountId, false, atMs);
    paid.set(accountId, own);
  }
  for (let guest = 0; guest < 6; guest++) {
    const accountId = `guest${guest}`;
    const account = newAccount({ uid: accountId, email: null, name: null, kind: 'guest' });
    submit(accountId, { kind: 'open', account, welcome: null }, START + DAYS * DAY_MS);
    work(accountId, true, START + (DAYS + guest) * DAY_MS);
  }
  makeVisitors();
  for (const [, act] of later.sort(([a], [b]) => a - b)) act();
  for (const accountId of users)
    submit(accountId, { kind: 'lapse', traceId: 'test' }, START + (DAYS + 100) * DAY_MS);
  return world;
}
