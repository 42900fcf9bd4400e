import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runningBalance } from './running-balance.ts';

const movement = fc.record({
  totalMicros: fc.integer({ min: -9_000_000_000, max: 9_000_000_000 }),
  debtDeltaMicros: fc.integer({ min: -9_000_000_000, max: 9_000_000_000 }),
});

test('each movement changes the balance by exactly its amount, and the newest leaves what all come to', () => {
  fc.assert(
    fc.property(fc.array(movement, { minLength: 1, maxLength: 60 }), fc.nat(60), (life, shown) => {
      const items = life.map((value, index) => ({ id: `entry-${index}`, value }));
      const loaded = items.slice(0, Math.max(1, Math.min(shown, items.length)));
      const rest = items.slice(loaded.length);
      const sumOf = (all: typeof items, field: keyof (typeof life)[number]) =>
        all.reduce((total, { value }) => total + value[field], 0);
      const below = {
        balanceMicros: sumOf(rest, 'totalMicros'),
        debtMicros: sumOf(rest, 'debtDeltaMicros'),
      };
      const after = runningBalance(loaded, below);
      for (const [index, { id }] of loaded.entries()) {
        const upToHere = items.slice(index);
        expect(after.get(id)).toEqual({
          balanceMicros: sumOf(upToHere, 'totalMicros'),
          debtMicros: sumOf(upToHere, 'debtDeltaMicros'),
        });
      }
    }),
  );
});
