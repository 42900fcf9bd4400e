import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts';
import { afterQuietHours, nextDigest } from './local-time.ts';
import { newNotificationSettings } from './notification-documents.ts';
import { planEmail } from './plan-email.ts';

const iso = (ms: number) => new Date(ms).toISOString();
const at = (text: string) => Date.parse(text);

describe('a digest', () => {
  test('comes at nine in the user’s time zone, also on the days when clocks change', () => {
    const of = (text: string, zone: string) => {
      const { day, atMs } = nextDigest(at(text), zone);
      return [day, iso(atMs)];
    };
    expect(of('2026-03-28T12:00:00Z', 'Europe/Berlin')).toEqual(['2026-03-29', '2026-03-29T07:00:00.000Z']);
    expect(of('2026-10-24T12:00:00Z', 'Europe/Berlin')).toEqual(['2026-10-25', '2026-10-25T08:00:00.000Z']);
    expect(of('2026-05-01T00:00:00Z', 'Asia/Kolkata')).toEqual(['2026-05-01', '2026-05-01T03:30:00.000Z']);
    expect(of('2026-05-01T03:30:00Z', 'Asia/Kolkata')).toEqual(['2026-05-02', '2026-05-02T03:30:00.000Z']);
  });

  test.each(['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'])(
    'comes once a day for a year in %s',
    (timeZone) => {
      const digests = new Map<string, number>();
      for (let ms = at('2026-01-01T00:00:00Z'); ms < at('2027-01-01T00:00:00Z'); ms += 20 * MINUTE_MS) {
        const { day, atMs } = nextDigest(ms, timeZone);
        expect(atMs).toBeGreaterThan(ms);
        expect(digests.get(day) ?? atMs).toBe(atMs);
        digests.set(day, atMs);
      }
      const times = [...digests.values()];
      expect(times.length).toBeGreaterThan(364);
      for (const [index, ms] of times.entries()) {
        if (index > 0) expect(ms - (times[index - 1] ?? 0)).toBeGreaterThan(22 * HOUR_MS);
      }
    },
  );
});

describe('quiet hours', () => {
  const quiet = { timeZone: 'Europe/Berlin', quietHours: { from: 22 * 60, to: 7 * 60 } };

  test('move e-mail to their end, over midnight and over a change of the clocks', () => {
    const of = (text: string) => iso(afterQuietHours(at(text), quiet));
    expect(of('2026-01-10T20:59:00Z')).toBe('2026-01-10T20:59:00.000Z');
    expect(of('2026-01-10T21:00:00Z')).toBe('2026-01-11T06:00:00.000Z');
    expect(of('2026-01-11T05:59:00Z')).toBe('2026-01-11T06:00:00.000Z');
    expect(of('2026-01-11T06:00:00Z')).toBe('2026-01-11T06:00:00.000Z');
    expect(of('2026-03-28T22:00:00Z')).toBe('2026-03-29T05:00:00.000Z');
  });

  test('never lose or delay e-mail by more than a day', () => {
    const minute = fc.integer({ min: 0, max: 1_439 });
    const times = fc.integer({ min: at('2026-01-01T00:00:00Z'), max: at('2027-12-31T00:00:00Z') });
    fc.assert(
      fc.property(times, minute, minute, (ms, from, to) => {
        const sentMs = afterQuietHours(ms, { timeZone: 'America/New_York', quietHours: { from, to } });
        expect(sentMs).toBeGreaterThanOrEqual(ms);
        expect(sentMs - ms).toBeLessThanOrEqual(DAY_MS + HOUR_MS);
      }),
    );
  });

  test('are ignored by urgent e-mail, and kept by the rest', () => {
    const settings = { ...newNotificationSettings(0), ...quiet };
    const night = at('2026-01-10T23:00:00Z');
    const urgent = planEmail(settings, { class: 'required', isUrgent: true }, night);
    expect(urgent).toEqual({ kind: 'single', atMs: night });
    const receipt = planEmail(settings, { class: 'required' }, night);
    expect(receipt).toEqual({ kind: 'single', atMs: at('2026-01-11T06:00:00Z') });
  });
});

test('marketing needs consent, service can be turned off or put into a digest, and required e-mail neither', () => {
  const usual = newNotificationSettings(0);
  const consent = { isOn: true, atMs: 1, via: 'settings', wording: '1' } as const;
  expect(planEmail(usual, { class: 'marketing' }, 5)).toEqual({ kind: 'none' });
  expect(planEmail({ ...usual, marketing: [consent] }, { class: 'marketing' }, 5).kind).toBe('single');
  const left = [consent, { ...consent, isOn: false, atMs: 2 }];
  expect(planEmail({ ...usual, marketing: left }, { class: 'marketing' }, 5)).toEqual({ kind: 'none' });
  expect(planEmail({ ...usual, serviceEmail: 'off' }, { class: 'service' }, 5)).toEqual({ kind: 'none' });
  const daily = { ...usual, serviceEmail: 'digest' as const };
  expect(planEmail(daily, { class: 'service' }, 5)).toMatchObject({ kind: 'digest', day: '1970-01-01' });
  expect(planEmail(daily, { class: 'required' }, 5)).toEqual({ kind: 'single', atMs: 5 });
});
