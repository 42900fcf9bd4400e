import { type Catalog, presets } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { freeTurns } from './free-turns.ts';

test('guests are promised their turns only while something can be made with them', () => {
  const open: Catalog = presets.gallery;
  expect(freeTurns(open)).toBe(3);
  expect(freeTurns({ ...open, enabled: false })).toBe(0);
  expect(freeTurns({ ...open, guests: null })).toBe(0);
  const { guests } = open;
  expect(freeTurns({ ...open, guests: guests && { ...guests, operations: [] } })).toBe(0);
  const perAddress = { max: 1, windowMs: 1_000 };
  expect(freeTurns({ ...open, guests: guests && { ...guests, perAddress } })).toBe(1);
});
