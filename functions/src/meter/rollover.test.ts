import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { brokenInvariants } from '../../test/faults/invariants.ts';
import { grantOf, holdOf, newRequestId, workedOf } from '../../test/support/accounts.ts';
import {
  type Account,
  type Activity,
  AppError,
  balanceMicros,
  DAY_MS,
  HOUR_MS,
  type LedgerEntry,
} from '../contract/index.ts';
import { newAccount } from '../platform/store/new-account.ts';
import { type Command, NOTHING_KNOWN } from './commands.ts';
import { decide } from './decide.ts';

const MONTH_MS = 30 * DAY_MS;

/** An account whose plan gives 300 a month, its clock and its books. */
class Subscriber {
  nowMs = Date.UTC(2026, 0, 10);
  account: Account = newAccount({ uid: 'uid', email: null, name: null, kind: 'person' });
  readonly activities = new Map<string, Activity>();
  readonly entries = new Map<string, LedgerEntry>();
  #month = 0;

  renew(rolloverMicros: number, { afterMs = MONTH_MS } = {}): void {
    if (this.#month > 0) this.nowMs += afterMs;
    const lotId = `month-${++this.#month}`;
    const lot = {
      lotId,
      source: 'subscription',
      expiresAtMs: this.nowMs + MONTH_MS + DAY_MS,
      paymentId: null,
    };
    const follows = this.#month > 1 ? { lotId: `month-${this.#month - 1}`, rolloverMicros } : null;
    const grant = grantOf({ micros: 300, entryId: lotId, source: 'subscription' });
    this.do({ ...grant, lot: { ...grant.lot, ...lot, source: 'subscription' }, follows });
  }

  hold(priceMicros: number): Command<'hold'> {
    const hold = holdOf('uid', { priceMicros, requestId: newRequestId(), leaseMs: HOUR_MS });
    this.do(hold);
    return hold;
  }

  end(hold: Command<'hold'>, captureMicros: number): void {
    this.do(workedOf(hold, { captureMicros, status: captureMicros > 0 ? 'completed' : 'failed' }));
  }

  get balance(): number {
    return balanceMicros(this.account, this.nowMs);
  }

  do(command: Command): void {
    const activity = 'activityId' in command ? (this.activities.get(command.activityId) ?? null) : null;
    const known = { ...NOTHING_KNOWN, accountId: 'uid', account: this.account, activity };
    const decision = decide(known, command, this.nowMs);
    if (decision instanceof AppError) throw decision;
    if (decision.kind !== 'applied') return;
    this.account = decision.account;
    for (const { kind, id, value } of decision.writes) {
      if (kind === 'activity') this.activities.set(id, value);
      if (kind !== 'entry') continue;
      expect(this.entries.has(id)).toBe(false);
      this.entries.set(id, value);
    }
    expect(brokenInvariants(this)).toEqual([]);
  }
}

describe('credits released after their lot was closed by a renewal', () => {
  test.each([
    { rollover: 0, balance: 300 },
    { rollover: 50, balance: 350 },
    { rollover: 250, balance: 550 },
    { rollover: 300, balance: 600 },
  ])(
    'go over up to what is left of a rollover of $rollover: $balance, a day later too',
    ({ rollover, balance }) => {
      const one = new Subscriber();
      one.renew(rollover);
      const hold = one.hold(80);
      one.renew(rollover);
      one.end(hold, 0);
      expect(one.balance).toBe(balance);
      one.nowMs += 2 * DAY_MS;
      one.do({ kind: 'lapse', traceId: 'test' });
      expect(one.balance).toBe(balance);
    },
  );

  test('go over although all of the lot was held when it was closed', () => {
    const one = new Subscriber();
    one.renew(300);
    const hold = one.hold(300);
    one.renew(300);
    expect(one.balance).toBe(300);
    one.end(hold, 100);
    expect(one.balance).toBe(500);
  });

  test('pass through every month that was allotted since, each with its own cap', () => {
    const one = new Subscriber();
    one.renew(0);
    const hold = one.hold(200);
    one.renew(150, { afterMs: 0 });
    one.renew(100, { afterMs: 0 });
    expect(one.balance).toBe(400);
    one.end(hold, 0);
    expect(one.balance).toBe(400);
  });

  test('go back to a lot that had expired before the renewal came, and lapse with it', () => {
    const one = new Subscriber();
    one.renew(300);
    const hold = one.hold(80);
    one.renew(300, { afterMs: MONTH_MS + 2 * DAY_MS });
    one.end(hold, 0);
    expect(one.balance).toBe(300);
  });

  test('never come to more than the cap, whatever is held and released when', () => {
    const step = fc.oneof(
      fc.record({ kind: fc.constant('hold' as const), micros: fc.integer({ min: 1, max: 250 }) }),
      fc.record({ kind: fc.constant('end' as const), part: fc.nat(4) }),
      fc.record({ kind: fc.constant('renew' as const), missed: fc.boolean() }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.constantFrom(0, 50, 300), (steps, rollover) => {
        const one = new Subscriber();
        one.renew(rollover);
        const open: Command<'hold'>[] = [];
        for (const act of steps) {
          if (act.kind === 'renew') one.renew(rollover, act.missed ? { afterMs: 0 } : {});
          if (act.kind === 'hold' && act.micros <= one.balance) open.push(one.hold(act.micros));
          const ended = act.kind === 'end' ? open.shift() : undefined;
          if (ended)
            one.end(ended, Math.floor((ended.priceMicros * (act.kind === 'end' ? act.part : 0)) / 4));
          expect(one.balance).toBeLessThanOrEqual(300 + rollover);
        }
      }),
    );
  });
});
