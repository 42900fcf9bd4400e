import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type AppError, DAY_MS, GUEST_WINDOW, guestAllowance, HOUR_MS, takeTurns } from '../index.ts';

const limit = { max: 3, windowMs: DAY_MS };
const nowMs = Date.UTC(2026, 10, 21);
const ago = (hours: number) => nowMs - hours * HOUR_MS;

describe('a guest learns', () => {
  test.each([
    ['all turns while none is used', [], { remaining: 3, nextTurnAtMs: null, resetAtMs: null }],
    ['what one use leaves', [ago(1)], { remaining: 2, nextTurnAtMs: null, resetAtMs: ago(1) + DAY_MS }],
    [
      'when the oldest use frees itself once all are used',
      [ago(20), ago(5), ago(1)],
      { remaining: 0, nextTurnAtMs: ago(20) + DAY_MS, resetAtMs: ago(1) + DAY_MS },
    ],
    [
      'nothing of uses a day old',
      [ago(30), ago(24), ago(23)],
      { remaining: 2, nextTurnAtMs: null, resetAtMs: ago(23) + DAY_MS },
    ],
  ])('%s', (_, takenMs, expected) => {
    expect(guestAllowance([{ limit, takenMs }], nowMs)).toEqual({ turns: 3, ...expected });
  });

  test('what others at the same address have used up', () => {
    const address = { limit: { max: 4, windowMs: DAY_MS }, takenMs: [ago(9), ago(8), ago(7), ago(6)] };
    expect(guestAllowance([{ limit, takenMs: [ago(1)] }, address], nowMs)).toEqual({
      turns: 3,
      remaining: 0,
      nextTurnAtMs: ago(9) + DAY_MS,
      resetAtMs: ago(1) + DAY_MS,
    });
  });

  test('nothing about others at the address if they don’t reduce the allowance', () => {
    const address = { limit: { max: 4, windowMs: DAY_MS }, takenMs: [ago(9)] };
    expect(guestAllowance([{ limit, takenMs: [] }, address], nowMs)).toMatchObject({
      remaining: 3,
      resetAtMs: null,
    });
    const busier = { ...address, takenMs: [ago(9), ago(8)] };
    expect(guestAllowance([{ limit, takenMs: [] }, busier], nowMs)).toMatchObject({
      remaining: 2,
      nextTurnAtMs: null,
      resetAtMs: ago(9) + DAY_MS,
    });
  });
});

test('the allowance shown to a guest is what the engine admits', () => {
  const someLimit = fc.record({
    max: fc.integer({ min: 1, max: 6 }),
    windowMs: fc.integer({ min: 1_000, max: 9_000 }),
  });
  const someTimes = fc.array(fc.integer({ min: 0, max: 20_000 }), { maxLength: 12 });
  fc.assert(
    fc.property(someLimit, someLimit, someTimes, someTimes, (perSession, perAddress, session, shared) => {
      const atMs = 20_000;
      const windows = { [GUEST_WINDOW]: session.toSorted((a, b) => a - b) };
      const address = { schemaVersion: 1, guestTurns: shared.toSorted((a, b) => a - b) } as const;
      const guest = { addressId: 'here', perSession, perAddress };
      const limits = [
        { limit: perSession, takenMs: windows[GUEST_WINDOW] },
        { limit: perAddress, takenMs: address.guestTurns },
      ] as const;
      const { remaining, nextTurnAtMs } = guestAllowance(limits as never, atMs);
      const turn = takeTurns(
        { operation: 'image', limit: null, guest },
        { account: { windows }, address },
        atMs,
      );
      if (remaining > 0) expect(turn).toHaveProperty('windows');
      else expect((turn as AppError).details.retryAfterMs).toBe((nextTurnAtMs ?? 0) - atMs);
    }),
  );
});
