import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { Lot } from './documents/lot.ts';
import {
  assertFreshRequestId,
  DAY_MS,
  encodeStored,
  preview,
  requestTimeMs,
  Time,
  wellFormedText,
} from './index.ts';

describe('Time', () => {
  const at = Date.UTC(2026, 10, 21);

  test("parses either SDK's timestamp, and a Date, to milliseconds", () => {
    class AdminTimestamp {
      toMillis = () => at;
    }
    class BrowserTimestamp {
      toMillis = () => at + 0.5;
    }
    for (const stored of [new AdminTimestamp(), new BrowserTimestamp(), new Date(at)]) {
      expect(z.decode(Time, stored)).toBe(at);
    }
    expect(z.encode(Time, at)).toEqual(new Date(at));
  });

  test.each([[null], [at], ['2026-11-21'], [{}]])('refuses %o', (value) => {
    expect(Time.safeParse(value).success).toBe(false);
  });
});

describe('request ids', () => {
  const nowMs = Date.UTC(2026, 10, 21);
  const idAt = (ms: number) => {
    const hex = ms.toString(16).padStart(12, '0');
    return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-000000000000`;
  };

  test('have the time at which they were made', () => {
    expect(requestTimeMs(idAt(nowMs))).toBe(nowMs);
  });

  test('are rejected exactly when they are older than 7 days or from the future', () => {
    for (const ms of [nowMs, nowMs - 7 * DAY_MS, nowMs + 5 * 60_000]) {
      expect(() => assertFreshRequestId(idAt(ms), nowMs)).not.toThrow();
    }
    for (const ms of [nowMs - 7 * DAY_MS - 1, nowMs + 5 * 60_000 + 1]) {
      expect(() => assertFreshRequestId(idAt(ms), nowMs)).toThrow(
        expect.objectContaining({ code: 'request-expired' }),
      );
    }
  });
});

describe('text', () => {
  test('a preview is cut between visible characters', () => {
    const family = '👩‍👩‍👧';
    expect(preview(`ab${family}`, 5)).toBe('ab');
    expect(preview('a'.repeat(100), 80)).toHaveLength(80);
    expect(preview('e\u0301e\u0301', 3)).toBe('e\u0301');
    expect(preview('short', 80)).toBe('short');
    const underMarks = `e${'\u0301'.repeat(200)}`;
    expect(preview(underMarks, 80)).toBe(underMarks.slice(0, 80));
  });

  test('half an emoji is rejected, and a whole one is not', () => {
    const text = wellFormedText({ max: 10 });
    expect(text.safeParse('👍').success).toBe(true);
    expect(text.safeParse('👍'.slice(0, 1)).success).toBe(false);
  });
});

test('the expiry of a lot is never stored without the pause behind it, even in a store that was lowered again', () => {
  const lot = { lotId: 'a', source: 'bonus', grantedAtMs: 0, expiresAtMs: 9, paymentId: null } as const;
  const putOff = { ...lot, remainingMicros: 1, frozen: false, pausedMs: 5 };
  expect(encodeStored(Lot, putOff, 1)).toMatchObject({ expiresAtMs: 9, pausedMs: 5 });
});
