import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { admit } from './turns.ts';

const limit = { max: 3, windowMs: 1_000 };

describe('the limit', () => {
  test('admits up to the limit in a window and rejects the next request', () => {
    expect(admit([], limit, 5_000)).toEqual({ kind: 'admitted', log: [5_000] });
    expect(admit([4_001, 4_500], limit, 5_000)).toEqual({ kind: 'admitted', log: [4_001, 4_500, 5_000] });
    expect(admit([4_001, 4_500, 4_900], limit, 5_000)).toMatchObject({ kind: 'refused' });
  });

  test('a request leaves the window exactly one window after it was admitted', () => {
    expect(admit([4_000, 4_500, 4_900], limit, 4_999)).toEqual({ kind: 'refused', retryAfterMs: 1 });
    expect(admit([4_000, 4_500, 4_900], limit, 5_000)).toEqual({
      kind: 'admitted',
      log: [4_500, 4_900, 5_000],
    });
  });

  test('a lowered limit admits nothing until enough requests have left the window', () => {
    const log = [4_100, 4_200, 4_300, 4_400];
    expect(admit(log, { ...limit, max: 2 }, 4_500)).toEqual({ kind: 'refused', retryAfterMs: 800 });
  });

  test('a limit of zero admits nothing, and tells to wait for a window', () => {
    expect(admit([], { ...limit, max: 0 }, 5_000)).toEqual({ kind: 'refused', retryAfterMs: 1_000 });
  });

  test('no window with any start admits more than the limit, and no request is rejected without need', () => {
    const burst = fc.array(fc.nat({ max: 700 }), { maxLength: 60 });
    fc.assert(
      fc.property(burst, fc.integer({ min: 1, max: 5 }), (gapsMs, max) => {
        let nowMs = 10_000;
        let log: number[] = [];
        const admittedMs: number[] = [];
        for (const gapMs of gapsMs) {
          nowMs += gapMs;
          const inWindow = admittedMs.filter((atMs) => atMs > nowMs - 1_000).length;
          const turn = admit(log, { max, windowMs: 1_000 }, nowMs);
          expect(turn.kind).toBe(inWindow < max ? 'admitted' : 'refused');
          if (turn.kind === 'admitted') {
            log = turn.log;
            admittedMs.push(nowMs);
            expect(log.length).toBeLessThanOrEqual(max);
          } else {
            expect(turn.retryAfterMs).toBeGreaterThan(0);
            expect(admit(log, { max, windowMs: 1_000 }, nowMs + turn.retryAfterMs).kind).toBe('admitted');
            expect(admit(log, { max, windowMs: 1_000 }, nowMs + turn.retryAfterMs - 1).kind).toBe('refused');
          }
        }
      }),
    );
  });
});
