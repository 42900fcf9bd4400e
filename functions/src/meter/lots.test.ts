import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareBurnOrder, isSpendable, type Lot, type LotSource } from '../contract/index.ts';
import { add, draw, join, restore, split, takeFrom } from './lots.ts';

function lot(lotId: string, change: Partial<Lot> = {}): Lot {
  return {
    lotId,
    source: 'bonus',
    grantedAtMs: 0,
    expiresAtMs: null,
    paymentId: null,
    remainingMicros: 10,
    frozen: false,
    ...change,
  };
}

function descriptor({ remainingMicros: _, frozen: __, ...rest }: Lot) {
  return rest;
}

const ids = (lots: readonly { lotId: string }[]) => lots.map(({ lotId }) => lotId);

describe('burn order', () => {
  test.each<[rule: string, first: Partial<Lot>, second: Partial<Lot>]>([
    ['what expires sooner goes first', { expiresAtMs: 5, source: 'purchase' }, { expiresAtMs: 6 }],
    ['what expires goes before what does not', { expiresAtMs: 5, source: 'purchase' }, { expiresAtMs: null }],
    ['free goes before bought', { source: 'welcome', grantedAtMs: 9 }, { source: 'purchase' }],
    ['free goes before subscribed', { source: 'promo', grantedAtMs: 9 }, { source: 'subscription' }],
    ['older goes before newer', { grantedAtMs: 1 }, { grantedAtMs: 2 }],
    [
      'two bought ones go by age',
      { source: 'subscription', grantedAtMs: 1 },
      { source: 'purchase', grantedAtMs: 2 },
    ],
    [
      'with one expiry, free goes first',
      { expiresAtMs: 5, grantedAtMs: 9 },
      { expiresAtMs: 5, source: 'purchase' },
    ],
  ])('%s', (_, first, second) => {
    const [a, b] = [lot('z', first), lot('a', second)];
    expect(compareBurnOrder(a, b)).toBeLessThan(0);
    expect(compareBurnOrder(b, a)).toBeGreaterThan(0);
  });

  test('of equals, the id decides, so that the order is total', () => {
    expect(compareBurnOrder(lot('a'), lot('b'))).toBe(-1);
    expect(compareBurnOrder(lot('b'), lot('a'))).toBe(1);
    expect(compareBurnOrder(lot('a'), lot('a'))).toBe(0);
  });
});

describe('draw', () => {
  test('takes from the first lot what it has and from the next what is missing; an emptied lot leaves', () => {
    const lots = [lot('a'), lot('b'), lot('c')];
    expect(draw(lots, 15, 0)).toEqual({
      lots: [lot('b', { remainingMicros: 5 }), lot('c')],
      drawn: [
        { lot: descriptor(lot('a')), amountMicros: 10 },
        { lot: descriptor(lot('b')), amountMicros: 5 },
      ],
    });
  });

  test('takes all there is, and not one micro more', () => {
    expect(draw([lot('a'), lot('b')], 20, 0)?.lots).toEqual([]);
    expect(draw([lot('a'), lot('b')], 21, 0)).toBeNull();
  });

  test('takes nothing for nothing', () => {
    expect(draw([lot('a')], 0, 0)).toEqual({ lots: [lot('a')], drawn: [] });
  });

  test('leaves what is frozen or expired, to the millisecond', () => {
    expect(isSpendable(lot('a', { expiresAtMs: 5 }), 4)).toBe(true);
    expect(isSpendable(lot('a', { expiresAtMs: 5 }), 5)).toBe(false);
    expect(isSpendable(lot('a', { frozen: true }), 0)).toBe(false);
    const lots = [lot('gone', { expiresAtMs: 5 }), lot('frozen', { frozen: true }), lot('a')];
    expect(draw(lots, 10, 5)).toMatchObject({ lots: lots.slice(0, 2), drawn: [{ lot: { lotId: 'a' } }] });
    expect(draw(lots, 11, 5)).toBeNull();
  });

  test('a frozen lot without credits stays, to remember that it is frozen', () => {
    const empty = lot('frozen', { frozen: true, remainingMicros: 0 });
    expect(draw([empty, lot('a')], 10, 0)?.lots).toEqual([empty]);
  });
});

describe('what comes back', () => {
  test('goes to its lot where that is still there', () => {
    const lots = [lot('a'), lot('b', { remainingMicros: 3 })];
    const returned = [{ lot: descriptor(lot('b')), amountMicros: 7 }];
    expect(restore(lots, returned)).toEqual([lot('a'), lot('b')]);
  });

  test('makes a lot that had been emptied again, as it was and in its place', () => {
    const soon = lot('soon', { expiresAtMs: 5, source: 'purchase', paymentId: 'payment' });
    const lots = [lot('a'), lot('z', { source: 'purchase' })];
    const returned = [{ lot: descriptor(soon), amountMicros: 10 }];
    expect(restore(lots, returned)).toEqual([soon, ...lots]);
    const middle = lot('middle', { grantedAtMs: 1 });
    expect(ids(add(lots, descriptor(middle), 1))).toEqual(['a', 'middle', 'z']);
  });

  test('first drawn is first kept; the rest goes back', () => {
    const drawn = [
      { lot: descriptor(lot('a')), amountMicros: 4 },
      { lot: descriptor(lot('b')), amountMicros: 6 },
    ];
    expect(split(drawn, 10)).toEqual({ kept: drawn, returned: [] });
    expect(split(drawn, 0)).toEqual({ kept: [], returned: drawn });
    expect(split(drawn, 4)).toEqual({ kept: drawn.slice(0, 1), returned: drawn.slice(1) });
    expect(split(drawn, 7)).toEqual({
      kept: [drawn[0], { lot: descriptor(lot('b')), amountMicros: 3 }],
      returned: [{ lot: descriptor(lot('b')), amountMicros: 3 }],
    });
  });
});

const unlike = { source: 'bonus', grantedAtMs: 1, expiresAtMs: null, paymentId: null } as const;

test('what is drawn later joins what was drawn before, each lot once and in its order', () => {
  const drawn = (lotId: string, amountMicros: number) => ({ lot: { ...unlike, lotId }, amountMicros });
  expect(join([drawn('a', 1), drawn('b', 2)], [drawn('b', 3), drawn('c', 4)])).toEqual([
    drawn('a', 1),
    drawn('b', 5),
    drawn('c', 4),
  ]);
  expect(join([drawn('a', 1)], [])).toEqual([drawn('a', 1)]);
  const again = { lot: { ...unlike, lotId: 'a', grantedAtMs: 99 }, amountMicros: 2 };
  expect(join([drawn('a', 1)], [again])).toEqual([drawn('a', 3)]);
});

describe('takeFrom', () => {
  test('takes from one lot only, spendable or not, and never more than it has', () => {
    const lots = [lot('a'), lot('b', { expiresAtMs: 1 }), lot('c')];
    expect(takeFrom(lots, 'b', 4)).toEqual({
      lots: [lot('a'), lot('b', { expiresAtMs: 1, remainingMicros: 6 }), lot('c')],
      takenMicros: 4,
    });
    expect(takeFrom(lots, 'b', 40)).toEqual({ lots: [lot('a'), lot('c')], takenMicros: 10 });
    expect(takeFrom(lots, 'nowhere', 4)).toEqual({ lots, takenMicros: 0 });
  });

  test('an emptied frozen lot stays frozen', () => {
    const { lots } = takeFrom([lot('a', { frozen: true })], 'a', 10);
    expect(lots).toEqual([lot('a', { frozen: true, remainingMicros: 0 })]);
  });
});

describe('for any lots', () => {
  const sources: LotSource[] = ['welcome', 'purchase', 'subscription', 'bonus', 'referral', 'promo'];
  const anyLot = fc.record({
    source: fc.constantFrom(...sources),
    grantedAtMs: fc.nat({ max: 3 }),
    expiresAtMs: fc.option(fc.nat({ max: 9 })),
    remainingMicros: fc.integer({ min: 1, max: 9 }),
    frozen: fc.boolean(),
  });
  const anyLots = fc
    .array(anyLot, { maxLength: 6 })
    .map((all) => all.map((one, index) => lot(`lot${index}`, one)).sort(compareBurnOrder));
  const total = (lots: readonly Lot[]) => lots.reduce((sum, one) => sum + one.remainingMicros, 0);

  test('draw and restore give back what there was; in between nothing is lost, made or overdrawn', () => {
    fc.assert(
      fc.property(anyLots, fc.nat({ max: 40 }), fc.nat({ max: 9 }), (lots, amountMicros, nowMs) => {
        const spendable = lots.filter((one) => isSpendable(one, nowMs));
        const paid = draw(lots, amountMicros, nowMs);
        expect(paid !== null).toBe(total(spendable) >= amountMicros);
        if (!paid) return;
        expect(total(paid.lots)).toBe(total(lots) - amountMicros);
        expect(paid.lots.every(({ remainingMicros }) => remainingMicros > 0)).toBe(true);
        expect(ids(paid.drawn.map((one) => one.lot))).toEqual(ids(spendable.slice(0, paid.drawn.length)));
        expect(restore(paid.lots, paid.drawn)).toEqual(lots);
      }),
    );
  });

  test('split keeps exactly the requested amount and returns the rest', () => {
    fc.assert(
      fc.property(anyLots, fc.nat({ max: 40 }), (lots, keptMicros) => {
        const drawn = lots.map((one) => ({ lot: descriptor(one), amountMicros: one.remainingMicros }));
        const { kept, returned } = split(drawn, Math.min(keptMicros, total(lots)));
        const sum = (all: typeof drawn) => all.reduce((so, { amountMicros }) => so + amountMicros, 0);
        expect(sum(kept)).toBe(Math.min(keptMicros, total(lots)));
        expect(sum(kept) + sum(returned)).toBe(total(lots));
        expect([...kept, ...returned].every(({ amountMicros }) => amountMicros > 0)).toBe(true);
      }),
    );
  });
});
