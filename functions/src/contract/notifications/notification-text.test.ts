import { expect, test } from 'vitest';
import { NotificationKind, notificationKinds, notificationLanguages } from './notification-kinds.ts';
import { notificationText, textFormats } from './notification-text.ts';

/** A value for each detail of a kind. */
function sampleDetails(kind: NotificationKind): Record<string, unknown> {
  const samples: Record<string, unknown> = {
    ...{ paymentId: 'mia_1', label: 'Starter', amountCents: 1_190, currency: 'eur', taxCents: 190 },
    ...{ micros: 1_500_000, paidAtMs: 0, via: 'subscription', why: 'declined', endsAtMs: 0, renewsAtMs: 0 },
    ...{ role: 'admin', balanceMicros: 9_500_000, period: 'day', usedMicros: 8_000_000 },
    ...{ maxMicros: 10_000_000, expiresAtMs: 0, operation: 'Video', purchases: 3 },
    ...{ returnedMicros: 2_000_000, title: 'Tides', version: 3, appliesFromMs: 0, requiresAgreement: true },
    ...{ catalogVersion: 2, en: 'Image', de: 'Bild', noteEn: 'Sorry.', noteDe: 'Leider.' },
  };
  const names = Object.keys(notificationKinds[kind].details.shape);
  return Object.fromEntries(names.map((name) => [name, samples[name]]));
}

test.each(NotificationKind.options)('%s has its texts in every language', (kind) => {
  const details = sampleDetails(kind);
  const texts = notificationLanguages.map((language) => {
    const formats = textFormats(language, { timeZone: 'UTC' });
    const text = notificationText({ kind, details }, { language, formats });
    expect(JSON.stringify(text)).not.toMatch(/undefined|null|NaN|\[object/);
    expect(text?.title).not.toBe('');
    return text;
  });
  expect(new Set(texts.map((text) => text?.title)).size).toBe(notificationLanguages.length);
});

test('amounts and days are written as the reader is used to', () => {
  const receipt = { kind: 'receipt', details: sampleDetails('receipt') };
  const of = (language: 'en' | 'de') =>
    notificationText(receipt, { language, formats: textFormats(language, { timeZone: 'UTC' }) });
  expect(of('en')?.rows).toEqual(
    expect.arrayContaining([
      ['Total', '€11.90', 'total'],
      ['Credits', '1.5'],
      ['Paid on', 'January 1, 1970'],
    ]),
  );
  expect(of('de')?.rows).toEqual(
    expect.arrayContaining([
      ['Summe', '11,90\u00a0€', 'total'],
      ['Credits', '1,5'],
      ['Bezahlt am', '1. Januar 1970'],
    ]),
  );
});

test('a kind of a later build, and details that do not match, have no text', () => {
  const formats = textFormats('en');
  expect(notificationText({ kind: 'of-tomorrow', details: {} }, { language: 'en', formats })).toBeNull();
  expect(notificationText({ kind: 'constructor', details: {} }, { language: 'en', formats })).toBeNull();
  expect(notificationText({ kind: 'receipt', details: {} }, { language: 'en', formats })).toBeNull();
});
