import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Account, AppError } from '../../src/contract/index.ts';
import { NOTHING_KNOWN } from '../../src/meter/commands.ts';
import { decide } from '../../src/meter/decide.ts';
import { newAccount } from '../../src/platform/store/new-account.ts';
import { holdOf } from '../support/accounts.ts';
import { writesOf } from '../support/calls/writes-of.ts';

const startMs = Date.UTC(2026, 0, 2);
const opened = newAccount({ uid: 'uid', email: null, name: null, kind: 'person' });

/** One request: which instance takes it, how long after the one before, and what its clock does meanwhile. */
const event = fc.record({
  instance: fc.nat(3),
  afterMs: fc.oneof(fc.constant(0), fc.nat(200), fc.nat(20_000)),
  jumpMs: fc.oneof({ weight: 8, arbitrary: fc.constant(0) }, fc.integer({ min: -60_000, max: 60_000 })),
});

test('over 1,000 schedules with clocks that jump, no window exceeds the limit, and each stated wait is enough', () => {
  const schedule = fc.array(event, { minLength: 20, maxLength: 120 });
  const limit = fc.record({
    max: fc.integer({ min: 1, max: 50 }),
    windowMs: fc.integer({ min: 1_000, max: 30_000 }),
  });
  fc.assert(
    fc.property(schedule, limit, (events, { max, windowMs }) => {
      let [account, trueMs]: [Account, number] = [{ ...opened, unlimited: true }, startMs];
      const skews = [0, 0, 0, 0];
      const admittedMs: number[] = [];
      for (const { instance, afterMs, jumpMs } of events) {
        trueMs += afterMs;
        skews[instance] = (skews[instance] ?? 0) + jumpMs;
        const nowMs = trueMs + (skews[instance] ?? 0);
        const ask = (atMs: number) => {
          const known = {
            accountId: 'uid',
            account,
            ...NOTHING_KNOWN,
          };
          return decide(known, holdOf('uid', { limit: { max, windowMs } }), atMs);
        };
        const decision = ask(nowMs);
        if (decision instanceof AppError) {
          expect(decision.code).toBe('rate-limited');
          const freeAtMs = Math.max(nowMs, account.decidedAtMs) + (decision.details.retryAfterMs ?? 0);
          expect(ask(freeAtMs)).not.toBeInstanceOf(AppError);
          expect(ask(freeAtMs - 1)).toBeInstanceOf(AppError);
        } else if (decision.kind === 'applied') {
          ({ account } = decision);
          admittedMs.push(writesOf(decision).activity?.createdAt ?? 0);
        }
      }
      for (const [index, toMs] of admittedMs.entries()) {
        const before = admittedMs[index - max];
        if (before !== undefined) expect(toMs - before).toBeGreaterThanOrEqual(windowMs);
      }
    }),
    { numRuns: 1_000 },
  );
});
