import { setTimeout as wait } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { RunClock } from './run-clock.ts';

function clockOf(silenceMs: number, totalMs: number, abortSignal = new AbortController().signal) {
  return new RunClock({ abortSignal, limits: { silenceMs, totalMs } });
}

/** Runs in a time of its own. */
async function inOwnTime(play: (pass: (ms: number) => Promise<unknown>) => Promise<void>): Promise<void> {
  vi.useFakeTimers();
  try {
    await play((ms) => vi.advanceTimersByTimeAsync(ms));
  } finally {
    vi.useRealTimers();
  }
}

test('silence ends a run, and counts from the last sign of life', () =>
  inOwnTime(async (pass) => {
    using clock = clockOf(1_000, 60_000);
    for (let sign = 0; sign < 20; sign++) {
      await pass(900);
      clock.alive();
    }
    expect(clock.signal.aborted).toBe(false);
    await pass(999);
    expect(clock.signal.aborted).toBe(false);
    await pass(2);
    expect(clock.signal.reason).toMatchObject({ code: 'provider-timeout' });
  }));

test('a run ends when its time is over, even with signs of life', () =>
  inOwnTime(async (pass) => {
    using clock = clockOf(1_000, 5_000);
    for (let sign = 0; sign < 9; sign++) {
      await pass(500);
      clock.alive();
    }
    expect(clock.signal.aborted).toBe(false);
    expect(clock.remainingMs).toBe(500);
    await pass(501);
    expect(clock.signal.reason).toMatchObject({ code: 'provider-timeout' });
  }));

test('a pause of our own doesn’t count as silence', async () => {
  using clock = clockOf(60, 60_000);
  await clock.pause(150);
  expect(clock.signal.aborted).toBe(false);
  await expect(clock.orStop(wait(10_000, undefined, { signal: clock.signal }))).rejects.toMatchObject({
    code: 'provider-timeout',
  });
});

test('a run that the caller stops is distinguished from a provider that is late', () => {
  const caller = new AbortController();
  using clock = clockOf(1_000, 1_000, caller.signal);
  caller.abort();
  expect(clock.signal.reason).toMatchObject({ code: 'cancelled' });
});
