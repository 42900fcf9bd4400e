import { presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { paysNothing } from './pays-nothing.ts';

const person = { unlimited: false, kind: 'person' } as const;
const { reelbanana, studio } = presets;

test('no credits are asked of unlimited accounts, of guests, and of admins where the catalog lets them work free', () => {
  expect(paysNothing(studio, { role: null, account: person })).toBe(false);
  expect(paysNothing(studio, { role: null, account: undefined })).toBe(false);
  expect(paysNothing(studio, { role: null, account: { ...person, unlimited: true } })).toBe(true);
  expect(paysNothing(studio, { role: null, account: { ...person, kind: 'guest' } })).toBe(true);
  expect(paysNothing(studio, { role: 'admin', account: person })).toBe(false);
  expect(paysNothing(reelbanana, { role: 'admin', account: person })).toBe(true);
  expect(paysNothing(reelbanana, { role: 'support', account: person })).toBe(false);
});
