import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import {
  type ClosedMonth,
  collections,
  createZone,
  DAY_MS,
  firstMsOf,
  HOUR_MS,
  InsightHead,
  InsightSettings,
  MINUTE_MS,
  type MonthTie,
  monthOf,
  nextMonth,
  Payment,
  paymentIdOf,
  previousMonth,
} from '../../src/contract/index.ts';
import { compareMonth } from '../../src/payments/reconciliation/month/compare-month.ts';
import { newPayment } from '../../src/payments/records/open-payment.ts';
import { handleStripeEvent } from '../../src/payments/webhooks/handle-stripe-event.ts';
import { sampleOf } from '../rules/support/sample-of.ts';
import { credits, newRequestId, openAccount } from '../support/accounts.ts';
import { ownDb } from '../support/own-db.ts';
import { newPaymentInstance } from '../support/payments/payment-instance.ts';
import { eventOf, openStripe, type StripeServer } from '../support/payments/stripe-server.ts';

const timeZone = 'Asia/Kolkata';
const RATE = 0.92;
const nowMs = Date.now();
const month = previousMonth(monthOf(createZone(timeZone)(nowMs).day));
const earlier = previousMonth(month);
const fromMs = firstMsOf(`${month}-01`, timeZone);

let stripe: StripeServer;
let db = await ownDb();
let uid = '';
let balance: object[] = [];

beforeAll(async () => {
  stripe = await openStripe();
});
afterAll(() => stripe[Symbol.asyncDispose]());
beforeEach(async () => {
  db = await ownDb();
  stripe.objects.clear();
  stripe.refuse('/v1/balance_transactions', null);
  balance = [];
  stripe.objects.set('/v1/balance_transactions', balance);
  await setFigures({});
  uid = await openAccount(services().meter, 1);
});

const services = () => newPaymentInstance({ db, now: () => nowMs, stripe: async () => stripe.client });

/** The figures as they are after their job has run in this time zone. */
async function setFigures(change: { closed?: ClosedMonth[]; rebuildingToMs?: number; throughMs?: number }) {
  const { closed = [], rebuildingToMs = null, throughMs = nowMs + DAY_MS } = change;
  const settings = sampleOf(InsightSettings, { timeZone, infrastructure: [] });
  await db.collection(collections.config).doc('insight').set(settings);
  const head = sampleOf(InsightHead, {
    ...{ timeZone, throughMs, closed, logs: {} },
    rebuildingToMs,
  });
  await db.collection(collections.insights).doc('head').set(head);
}

const compare = (asked = month): Promise<MonthTie> =>
  compareMonth(services())({ month: asked }, undefined as never, () => undefined);

interface Sale {
  readonly cents?: number;
  readonly atMs: number;
  readonly isHere?: boolean;
  /** What Stripe says that it was; null: nothing. */
  readonly stripeCents?: number | null;
}

let sales = 0;
/** A pack that was paid for in dollars: here, and in a Stripe balance in euros. */
async function sell({ cents = 1_000, atMs, isHere = true, stripeCents = cents }: Sale) {
  const paymentId = paymentIdOf({ accountId: uid, cause: newRequestId(nowMs) });
  const name = `${sales++}`;
  const intentId = `pi_${name}`;
  const charge = { id: `ch_${name}`, object: 'charge', amount: stripeCents, currency: 'usd' };
  const source = { ...charge, payment_intent: intentId };
  const settled = { amount: Math.round((stripeCents ?? 0) * RATE), fee: 30 };
  const moved = stripeCents === null ? null : move(`s${name}`, { type: 'charge', atMs, source, ...settled });
  if (moved) {
    stripe.objects.set(`/v1/balance_transactions/txn_s${name}`, moved);
    const intent = { id: intentId, object: 'payment_intent', latest_charge: { balance_transaction: moved } };
    stripe.objects.set(`/v1/payment_intents/${intentId}`, intent);
  }
  if (!isHere) return { paymentId, intentId };
  const open = newPayment({
    ...{ accountId: uid, uid, via: 'checkout', currency: 'usd', amountCents: cents },
    bought: { kind: 'pack', pack: 'starter', label: 'Starter', micros: credits(100) },
    ...{ catalogVersion: 1, termsVersion: '1', traceId: 'test' },
  });
  const stored = z.encode(Payment, { ...open, createdAt: atMs });
  await db.collection(collections.payments).doc(paymentId).set(stored);
  const metadata = { accountId: uid, paymentId };
  const session = {
    ...{ id: `cs_${name}`, mode: 'payment', payment_status: 'paid', payment_intent: intentId, metadata },
    ...{ amount_total: cents, currency: 'usd', total_details: { amount_discount: 0, amount_tax: 160 } },
  };
  await tell('checkout.session.completed', session, atMs);
  if (moved) {
    await tell('charge.succeeded', { ...source, metadata, balance_transaction: `txn_s${name}` }, atMs);
  }
  return { paymentId, intentId };
}

async function tell(type: string, object: object, atMs: number) {
  expect(await handleStripeEvent(eventOf(type, object, { createdMs: atMs }), services())).toMatchObject({
    state: 'handled',
  });
}

interface Movement {
  readonly type: string;
  readonly atMs: number;
  readonly amount: number;
  readonly fee?: number;
  readonly source: object | null;
  readonly currency?: string;
}

function move(name: string, { atMs, fee = 0, currency = 'eur', ...of }: Movement) {
  const created = Math.floor(atMs / 1_000);
  const net = of.amount - fee;
  const rate = { exchange_rate: currency === 'eur' ? RATE : null };
  const made = {
    id: `txn_${name}`,
    object: 'balance_transaction',
    created,
    ...of,
    fee,
    net,
    currency,
    ...rate,
  };
  balance.push(made);
  return made;
}

async function refund(intentId: string, { id, amount, atMs }: { id: string; amount: number; atMs: number }) {
  const made = { id, object: 'refund', amount, currency: 'usd', payment_intent: intentId };
  move(id, { type: 'refund', atMs, amount: 0 - Math.round(amount * RATE), source: made });
  await tell('refund.created', { ...made, status: 'succeeded' }, atMs);
}

/** The bank takes the money when the dispute begins, and decides later. */
async function dispute(
  intentId: string,
  { id, fromMs, lostMs }: { id: string; fromMs: number; lostMs?: number },
) {
  const made = { id, object: 'dispute', amount: 1_000, currency: 'usd', payment_intent: intentId };
  const taken = move(id, { type: 'adjustment', atMs: fromMs, amount: -920, fee: 1_500, source: made });
  const status = lostMs === undefined ? 'needs_response' : 'lost';
  const now = { ...made, status, balance_transactions: [taken] };
  stripe.objects.set(`/v1/disputes/${id}`, now);
  await tell('charge.dispute.created', { ...now, status: 'needs_response' }, fromMs);
  if (lostMs !== undefined) await tell('charge.dispute.closed', now, lostMs);
}

const linesOf = (tie: MonthTie) =>
  Object.fromEntries(
    tie.currencies.flatMap(({ currency, lines }) =>
      lines.map(({ line, hereCents, stripeCents }) => [`${currency} ${line}`, [hereCents, stripeCents]]),
    ),
  );
const causesOf = (tie: MonthTie) =>
  tie.currencies.flatMap(({ currency, causes }) =>
    causes.map(({ kind, line, stripeId, otherMonth }) => [kind, `${currency} ${line}`, stripeId, otherMonth]),
  );

describe('a month of the journal and the Stripe balance', () => {
  test('tie line by line, from the first moment of the month in the time zone to its last', async () => {
    const first = await sell({ atMs: fromMs, cents: 2_000 });
    const lost = await sell({ atMs: fromMs + DAY_MS });
    const endMs = firstMsOf(`${nextMonth(month)}-01`, timeZone);
    await sell({ atMs: endMs - 1_000 });
    await sell({ atMs: fromMs - 1_000 });
    await sell({ atMs: endMs });
    await refund(first.intentId, { id: 're_1', amount: 500, atMs: fromMs + 2 * DAY_MS });
    await dispute(lost.intentId, { id: 'dp_1', fromMs: fromMs + 3 * DAY_MS, lostMs: fromMs + 9 * DAY_MS });
    move('po_1', { type: 'payout', atMs: fromMs + 5 * DAY_MS, amount: -2_000, source: null });

    const tie = await compare();
    expect(tie).toMatchObject({ month, timeZone, fromMs, toMs: endMs, isOver: true });
    expect(linesOf(tie)).toEqual({
      'usd sales': [4_000, 4_000],
      'usd refunds': [-500, -500],
      'usd disputes': [-1_000, -1_000],
      'eur fees': [-1_590, -1_590],
    });
    expect(causesOf(tie)).toEqual([]);
    expect(tie.currencies.find(({ currency }) => currency === 'usd')?.lines[0]).toMatchObject({
      taxCents: 480,
      settled: [{ currency: 'eur', hereCents: 3_680, stripeCents: 3_680, rate: RATE }],
    });
    expect(tie.others).toEqual([{ type: 'payout', currency: 'eur', cents: -2_000, count: 1 }]);
  });

  test('differ by exactly the payments that one side lacks or has otherwise', async () => {
    await sell({ atMs: fromMs + HOUR_MS });
    const made = await sell({ atMs: fromMs + HOUR_MS, cents: 700, stripeCents: null });
    const strange = await sell({ atMs: fromMs + HOUR_MS, cents: 300, isHere: false });
    const dearer = await sell({ atMs: fromMs + HOUR_MS, cents: 1_000, stripeCents: 1_200 });

    const tie = await compare();
    expect(linesOf(tie)).toEqual({ 'usd sales': [2_700, 2_500], 'eur fees': [-60, -90] });
    expect(causesOf(tie)).toEqual([
      ['not-here', 'eur fees', strange.intentId, null],
      ['not-at-stripe', 'usd sales', made.intentId, null],
      ['not-here', 'usd sales', strange.intentId, null],
      ['other-amount', 'usd sales', dearer.intentId, null],
    ]);
    const [, usd] = tie.currencies;
    expect(usd?.causes.map(({ paymentId }) => paymentId)).toEqual([made.paymentId, null, dearer.paymentId]);
    expect(usd?.lines[0]?.settled).toEqual([
      { currency: 'eur', hereCents: null, stripeCents: 2_300, rate: RATE },
    ]);
  });

  test('name the other month of a dispute that began before the month in which it was lost', async () => {
    const sold = await sell({ atMs: fromMs - 20 * DAY_MS });
    await dispute(sold.intentId, { id: 'dp_2', fromMs: fromMs - DAY_MS, lostMs: fromMs + DAY_MS });
    expect(causesOf(await compare())).toEqual([['other-month', 'usd disputes', 'dp_2', earlier]]);
    const then = await compare(earlier);
    expect(causesOf(then)).toEqual([['other-month', 'usd disputes', 'dp_2', month]]);
    expect(linesOf(then)).toMatchObject({ 'usd disputes': [0, -1_000] });
  });

  test('differ by a dispute that the bank has not decided', async () => {
    const sold = await sell({ atMs: fromMs + HOUR_MS });
    await dispute(sold.intentId, { id: 'dp_3', fromMs: fromMs + DAY_MS });
    const tie = await compare();
    expect(causesOf(tie)).toEqual([['dispute-not-lost', 'usd disputes', 'dp_3', null]]);
    expect(tie.currencies[1]?.causes[0]?.paymentId).toBe(sold.paymentId);
  });

  test('differ by what was recorded after its month was closed, and posted to the next', async () => {
    const closing = { month: earlier, throughMs: nowMs - HOUR_MS, closedAtMs: nowMs - HOUR_MS };
    await setFigures({ closed: [closing] });
    const late = await sell({ atMs: fromMs - 2 * DAY_MS });
    expect(causesOf(await compare(earlier))).toEqual([
      ['other-month', 'eur fees', late.intentId, month],
      ['other-month', 'usd sales', late.intentId, month],
    ]);
    const next = await compare();
    expect(causesOf(next)).toEqual([
      ['other-month', 'eur fees', late.intentId, earlier],
      ['other-month', 'usd sales', late.intentId, earlier],
    ]);
    expect(linesOf(next)).toMatchObject({ 'usd sales': [1_000, 0] });
  });

  test('are compared to the last movement, over as many pages as Stripe has', async () => {
    for (let nth = 0; nth < 230; nth++) {
      const source = { id: `ch_p${nth}`, object: 'charge', amount: 100, currency: 'eur' };
      move(`p${nth}`, { type: 'charge', atMs: fromMs + nth * MINUTE_MS, amount: 100, source });
    }
    const tie = await compare();
    expect(linesOf(tie)).toEqual({ 'eur sales': [0, 23_000] });
    expect(tie.currencies[0]).toMatchObject({ causesLeftOut: 130 });
  });
});

describe('no comparison is made', () => {
  test('while Stripe cannot be reached, or refuses the key', async () => {
    await sell({ atMs: fromMs + HOUR_MS });
    stripe.refuse('/v1/balance_transactions', { status: 401, type: 'authentication_error' });
    await expect(compare()).rejects.toMatchObject({ code: 'not-configured' });
    stripe.refuse('/v1/balance_transactions', { status: 500, type: 'api_error' });
    await expect(compare()).rejects.toMatchObject({ code: 'payments-unavailable' });
  });

  test('of an answer that cannot be read', async () => {
    move('x', { type: 'charge', atMs: fromMs, amount: 0.5, source: null });
    await expect(compare()).rejects.toMatchObject({
      code: 'payments-unavailable',
      details: { reason: 'unreadable' },
    });
  });

  test('while figures are recomputed', async () => {
    await setFigures({ rebuildingToMs: nowMs });
    await expect(compare()).rejects.toMatchObject({ code: 'busy' });
  });

  test('of a month that has no figures yet', async () => {
    await setFigures({ throughMs: fromMs + MINUTE_MS });
    await expect(compare()).rejects.toMatchObject({
      code: 'invalid-argument',
      details: { reason: 'month-ahead' },
    });
  });
});
