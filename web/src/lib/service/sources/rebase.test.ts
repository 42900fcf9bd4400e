import { presets } from '@firemeter/functions/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Path, valueAt, withValueAt } from '../../page/at-path.ts';
import { isSame, rebase } from './rebase.ts';

const base = presets.studio;
const price: Path = ['operations', 'image', 'models', 'nano-banana', 'price', 'micros'];
const enabled: Path = ['operations', 'image', 'models', 'nano-banana', 'enabled'];
const off = withValueAt(base, enabled, false);

test('changes of a draft are made anew on what was published meanwhile', () => {
  const mine = withValueAt(base, price, 7_000_000);
  const { draft, overlaps } = rebase({ base, mine, theirs: off });
  expect(valueAt(draft, price)).toBe(7_000_000);
  expect(valueAt(draft, enabled)).toBe(false);
  expect(overlaps).toEqual([]);
});

test('where both changed the same, the draft keeps its own and says so', () => {
  const mine = withValueAt(base, price, 7_000_000);
  const { draft, overlaps } = rebase({ base, mine, theirs: withValueAt(base, price, 8_000_000) });
  expect(valueAt(draft, price)).toBe(7_000_000);
  expect(overlaps).toEqual([price.join('.')]);
  expect(rebase({ base, mine, theirs: mine })).toEqual({ draft: mine, overlaps: [] });
});

test('another kind of rate is taken whole', () => {
  const rate = price.slice(0, -1);
  const perUnit = { kind: 'per-unit', unit: 'image', unitSize: 1, micros: 2, minimumMicros: 0 };
  const mine = withValueAt(base, rate, perUnit);
  const { draft } = rebase({ base, mine, theirs: withValueAt(base, price, 8_000_000) });
  expect(valueAt(draft, rate)).toEqual(perUnit);
});

test('a list of words that both have changed has what either added, and nothing that either took away', () => {
  const base = { words: ['a', 'b', 'c'] };
  const rebased = rebase({
    base,
    mine: { words: ['b', 'c', 'mine'] },
    theirs: { words: ['a', 'b', 'theirs'] },
  });
  expect(rebased).toEqual({ draft: { words: ['b', 'theirs', 'mine'] }, overlaps: [] });
});

test('what was taken away stays away, what was added is there', () => {
  const mine = withValueAt(base, ['packs', 'starter'], undefined);
  const theirs = withValueAt(base, ['packs', 'tiny'], base.packs.starter);
  const { draft } = rebase({ base, mine, theirs });
  expect(Object.keys(draft.packs).sort()).toEqual(['creator', 'pro', 'studio', 'tiny']);
});

describe('for any changes', () => {
  const paths: Path[] = [
    price,
    enabled,
    ['grants', 'welcomeMicros'],
    ['packs', 'starter'],
    ['disabledProviders'],
  ];
  const change = fc.tuple(fc.constantFrom(...paths), fc.oneof(fc.nat(), fc.constant(undefined)));
  const changed = fc
    .array(change, { maxLength: 3 })
    .map((changes) => changes.reduce((catalog, [path, value]) => withValueAt(catalog, path, value), base));

  test('a draft without changes becomes what was published, one that nobody overtook stays as it is', () => {
    fc.assert(
      fc.property(changed, (other) => {
        expect(rebase({ base, mine: base, theirs: other }).draft).toEqual(other);
        expect(isSame(rebase({ base, mine: other, theirs: base }).draft, other)).toBe(true);
      }),
    );
  });
});
