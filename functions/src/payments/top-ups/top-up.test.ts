import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, NO_TOP_UPS, type TopUpState } from '../../contract/index.ts';
import { COOL_DOWN_MS, decideTopUp, endTopUp, type Stopped, type TopUpNow } from './top-up.ts';

const NOW = Date.parse('2026-03-15T10:00:00Z');
const usd = (amountCents: number) => ({ amountCents, currency: 'usd' });
const low: TopUpNow = {
  settings: { belowMicros: 100, monthlyMax: usd(2_500) },
  state: NO_TOP_UPS,
  balanceMicros: 99,
  price: usd(1_000),
  hasCard: true,
  nowMs: NOW,
};

function charged(now: Partial<TopUpNow> = {}) {
  const decision = decideTopUp({ ...low, ...now });
  if (decision.kind !== 'charge') throw new Error(`not charged: ${decision.kind}`);
  return decision;
}

const paid = (state: TopUpState) => endTopUp(state, { cause: state.charge?.cause ?? '', stopped: null });

describe('a top-up', () => {
  test('is charged when the balance is below what was set, under a name of its own', () => {
    expect(charged().charge).toEqual({ cause: 'topup-1', amountCents: 1_000, atMs: NOW });
    const second = charged({ state: paid(charged().state), nowMs: NOW + COOL_DOWN_MS });
    expect(second.charge.cause).toBe('topup-2');
  });

  test.each<[string, Partial<TopUpNow>]>([
    ['with enough credits', { balanceMicros: 100 }],
    ['while it is off', { settings: null }],
  ])('is not charged %s', (_, now) => {
    expect(decideTopUp({ ...low, ...now })).toEqual({ kind: 'none' });
  });

  test.each<[Stopped, Partial<TopUpNow>]>([
    ['no-card', { hasCard: false }],
    ['no-pack', { price: null }],
  ])('is turned off, with the reason: %s', (stopped, now) => {
    expect(decideTopUp({ ...low, ...now })).toEqual({ kind: 'stop', state: { ...NO_TOP_UPS, stopped } });
  });

  test('a charge with an unknown outcome is retried under its id, and no other is made meanwhile', () => {
    const { state, charge } = charged();
    const later = { ...low, state, nowMs: NOW + HOUR_MS };
    expect(decideTopUp(later)).toEqual({ kind: 'resume', charge });
    expect(decideTopUp({ ...later, settings: null })).toEqual({ kind: 'resume', charge });
  });

  test('without an answer before Stripe forgets its name is turned off, and counts', () => {
    const { state } = charged();
    expect(decideTopUp({ ...low, state, nowMs: NOW + DAY_MS })).toEqual({
      kind: 'stop',
      state: { ...state, charge: null, stopped: 'no-answer' },
    });
  });

  test('waits until a while has passed since the last one', () => {
    const state = paid(charged().state);
    const untilMs = NOW + COOL_DOWN_MS;
    expect(decideTopUp({ ...low, state, nowMs: untilMs - 1 })).toEqual({ kind: 'wait', untilMs });
    expect(decideTopUp({ ...low, state, nowMs: untilMs }).kind).toBe('charge');
  });

  test('waits for the next month when it would be more than allowed in this one', () => {
    const state = { ...NO_TOP_UPS, monthStartMs: Date.parse('2026-03-01T00:00:00Z'), chargedCents: 2_000 };
    const untilMs = Date.parse('2026-04-01T00:00:00Z');
    expect(decideTopUp({ ...low, state })).toEqual({ kind: 'wait', untilMs });
    expect(charged({ state, nowMs: untilMs }).state).toMatchObject({
      monthStartMs: untilMs,
      chargedCents: 1_000,
    });
  });

  test('that was declined does not count and is turned off; the end of another changes nothing', () => {
    const { state } = charged();
    const declined = endTopUp(state, { cause: 'topup-1', stopped: 'declined' });
    expect(declined).toMatchObject({ chargedCents: 0, charge: null, stopped: 'declined' });
    expect(endTopUp(state, { cause: 'topup-0', stopped: 'declined' })).toBe(state);
    expect(endTopUp(declined, { cause: 'topup-1', stopped: null })).toBe(declined);
  });
});

const soak = Number(process.env.FIREMETER_SOAK ?? 1);
const look = fc.record({
  afterMs: fc.oneof(fc.nat(5_000), fc.nat(2 * HOUR_MS), fc.nat(6 * DAY_MS)),
  balanceMicros: fc.nat(120),
  priceCents: fc.integer({ min: 1, max: 1_500 }),
  /** What becomes of a charge: `null` is no answer, and its end comes later or never. */
  end: fc.constantFrom('paid', 'paid', 'paid', 'declined', null),
  /** The person changes the maximum, which turns it on again. */
  maxCents: fc.option(fc.nat(4_000), { freq: 8 }),
  clockBackMs: fc.oneof({ arbitrary: fc.constant(0), weight: 9 }, fc.nat(HOUR_MS)),
});

test('over 1,000 random months no more is charged in any than its maximum, one at a time and a while apart', () => {
  let monthsSeen = 0;
  fc.assert(
    fc.property(fc.array(look, { minLength: 60, maxLength: 200 }), (looks) => {
      const paidCharges: { cause: string; cents: number; atMs: number; maxCents: number }[] = [];
      const unanswered = new Map<string, { cents: number; atMs: number; maxCents: number }>();
      let state = NO_TOP_UPS;
      let maxCents: number | null = 2_500;
      let nowMs = NOW;
      for (const { afterMs, balanceMicros, priceCents, end, maxCents: set, clockBackMs } of looks) {
        nowMs += afterMs;
        if (set !== null) maxCents = set;
        const settings = maxCents === null ? null : { belowMicros: 100, monthlyMax: usd(maxCents) };
        const now = {
          settings,
          state,
          balanceMicros,
          price: usd(priceCents),
          hasCard: true,
          nowMs: nowMs - clockBackMs,
        };
        const decision = decideTopUp(now);
        if (decision.kind === 'stop') {
          state = decision.state;
          maxCents = null;
          continue;
        }
        if (decision.kind !== 'charge' && decision.kind !== 'resume') continue;
        if (decision.kind === 'charge') state = decision.state;
        const { cause, amountCents: cents, atMs } = decision.charge;
        if (end === null) {
          unanswered.set(cause, { cents, atMs, maxCents: unanswered.get(cause)?.maxCents ?? maxCents ?? 0 });
          continue;
        }
        const claim = unanswered.get(cause);
        unanswered.delete(cause);
        state = endTopUp(state, { cause, stopped: end === 'paid' ? null : end });
        if (end === 'declined') maxCents = null;
        else paidCharges.push({ cause, cents, atMs, maxCents: claim?.maxCents ?? maxCents ?? 0 });
      }
      // What was never answered may have been paid.
      monthsSeen += Math.floor((nowMs - NOW) / (30 * DAY_MS));
      for (const [cause, charge] of unanswered) paidCharges.push({ cause, ...charge });
      expect(new Set(paidCharges.map(({ cause }) => cause)).size).toBe(paidCharges.length);
      const sorted = paidCharges.toSorted((a, b) => a.atMs - b.atMs);
      const perMonth = new Map<string, number>();
      for (const [index, { cents, atMs, maxCents: allowed }] of sorted.entries()) {
        const month = new Date(atMs).toISOString().slice(0, 7);
        perMonth.set(month, (perMonth.get(month) ?? 0) + cents);
        expect(perMonth.get(month)).toBeLessThanOrEqual(allowed);
        const before = sorted[index - 1];
        if (before) expect(atMs - before.atMs).toBeGreaterThanOrEqual(COOL_DOWN_MS);
      }
    }),
    { numRuns: 500 * soak },
  );
  expect(monthsSeen).toBeGreaterThan(1_000);
});
