import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { writesOf } from '../../../test/support/calls/writes-of.ts';
import {
  type Account,
  AppError,
  type DifferenceKind,
  type LedgerEntry,
  type Payment,
  type Reversal,
} from '../../contract/index.ts';
import { NOTHING_KNOWN } from '../../meter/commands.ts';
import { decide } from '../../meter/decide.ts';
import { newAccount } from '../../platform/store/new-account.ts';
import { paymentCommand } from '../payment-command.ts';
import { paymentReducers } from '../payment-reducers.ts';
import { newPayment } from '../records/open-payment.ts';
import { NO_BREAKDOWN, type PaymentFact } from '../records/payment-facts.ts';
import { type LocalRecords, reconcile, type StripeRecords } from './reconcile.ts';

const NOW = 1_800_000_000_000;

interface Story {
  readonly cents: number;
  readonly micros: number;
  readonly isPaid: boolean;
  readonly reversals: readonly Reversal[];
}

const story: fc.Arbitrary<Story> = fc
  .record({
    cents: fc.integer({ min: 1, max: 5_000 }),
    micros: fc.integer({ min: 1, max: 1_000_000_000 }),
    isPaid: fc.boolean(),
    reversals: fc.array(
      fc.record({
        kind: fc.constantFrom('refund', 'dispute'),
        part: fc.double({ min: 0, max: 1, noNaN: true }),
        state: fc.constantFrom('open', 'done', 'undone'),
      }),
      { maxLength: 3 },
    ),
  })
  .map(({ reversals, ...rest }) => ({
    ...rest,
    reversals: rest.isPaid
      ? reversals.map(({ kind, part, state }) => ({
          kind,
          state,
          amountCents: Math.max(1, Math.floor((part * rest.cents) / reversals.length)),
        }))
      : [],
  }));

/** What both sides say after honest stories: ours as the engine books them. */
function tell(stories: readonly Story[]) {
  let account: Account = newAccount({ uid: 'uid', email: null, name: null, kind: 'person' });
  const payments = new Map<string, Payment>();
  const entries = new Map<string, LedgerEntry>();
  const atStripe = { payments: [] as Paid[], reversals: [] as StripeRecords['reversals'][number][] };
  for (const [index, { cents, micros, isPaid, reversals }] of stories.entries()) {
    const paymentId = `uid_${index}`;
    const intentId = `pi_${index}`;
    payments.set(paymentId, { ...open(cents, micros), createdAt: NOW });
    const facts: PaymentFact[] = [
      ...(isPaid
        ? [
            {
              kind: 'paid' as const,
              paid: { amountCents: cents, currency: 'usd' },
              atMs: NOW,
              breakdown: NO_BREAKDOWN,
            },
          ]
        : []),
      ...reversals.map((reversal, one) => ({
        kind: 'reversal' as const,
        id: `re_${index}_${one}`,
        reversal,
        currency: 'usd',
      })),
    ];
    for (const fact of facts) {
      const change = { kind: 'payment', paymentId, fact, ids: { paymentIntentId: intentId } } as const;
      const about = { accountId: 'uid', paymentId, reducer: 'applyChange' } as const;
      const command = paymentCommand({ ...about, facts: change });
      const payment = payments.get(paymentId) ?? null;
      const known = {
        accountId: 'uid',
        account,
        ...NOTHING_KNOWN,
        payment,
      };
      const decision = decide(known, command, NOW, paymentReducers);
      if (decision instanceof AppError || decision.kind === 'noop') throw new Error('not booked');
      const written = writesOf(decision);
      account = { ...written.account, status: 'active' };
      if (written.payment) payments.set(paymentId, written.payment);
      for (const [id, entry] of written.entries) entries.set(id, entry);
    }
    if (isPaid) atStripe.payments.push({ intentId, paid: { amountCents: cents, currency: 'usd' } });
    for (const [one, reversal] of reversals.entries()) {
      atStripe.reversals.push({ id: `re_${index}_${one}`, intentId, reversal, currency: 'usd' });
    }
  }
  return { atStripe, here: { payments, others: new Map<string, Payment>(), entries } };
}

type Paid = StripeRecords['payments'][number];
type World = ReturnType<typeof tell>;

function open(amountCents: number, micros: number) {
  return newPayment({
    accountId: 'uid',
    uid: 'uid',
    bought: { kind: 'pack', pack: 'starter', label: 'Starter', micros },
    via: 'checkout',
    currency: 'usd',
    amountCents,
    catalogVersion: 1,
    termsVersion: '1',
    traceId: 'trace',
  });
}

test('honest payments, refunds and disputes differ in nothing, whatever becomes of them', () => {
  fc.assert(
    fc.property(fc.array(story, { maxLength: 8 }), (stories) => {
      const { atStripe, here } = tell(stories);
      expect(reconcile(atStripe, here)).toEqual([]);
    }),
  );
});

const paid: Story = { cents: 1_000, micros: 100, isPaid: true, reversals: [] };
const refunded: Story = {
  ...paid,
  reversals: [{ kind: 'refund', amountCents: 500, state: 'done' }],
};

const paymentIn = ({ here }: World, index = 0) => here.payments.get(`uid_${index}`) as Payment;
const change = ({ here }: World, to: Partial<Payment>) =>
  here.payments.set('uid_0', { ...(here.payments.get('uid_0') as Payment), ...to });
const grantIn = ({ here }: World) =>
  here.entries.get('purchase-uid_0') as Extract<LedgerEntry, { kind: 'grant' }>;

/** Each is planted among honest payments, and must be found alone. */
const planted: readonly [DifferenceKind, string, (world: World) => unknown][] = [
  [
    'payment-not-here',
    'its event never came',
    ({ here }) => {
      here.payments.delete('uid_0');
      here.entries.delete('purchase-uid_0');
    },
  ],
  [
    'not-paid-here',
    'its event was parked',
    (world) => {
      change(world, { paidAt: null, paidCents: null, state: 'open', entryId: null, lot: null });
      world.here.entries.delete('purchase-uid_0');
    },
  ],
  ['payment-not-at-stripe', 'made up here', ({ atStripe }) => atStripe.payments.shift()],
  [
    'payment-not-at-stripe',
    'without a name at Stripe',
    (world) => {
      change(world, { paymentIntentId: null });
      world.atStripe.payments.shift();
    },
  ],
  ['amount-differs', 'another amount', (world) => change(world, { paidCents: 999 })],
  [
    'currency-differs',
    'another currency',
    ({ atStripe }) => Object.assign((atStripe.payments[0] as Paid).paid, { currency: 'eur' }),
  ],
  ['not-granted', 'a lost entry', ({ here }) => here.entries.delete('purchase-uid_0')],
  [
    'granted-differently',
    'a changed entry',
    (world) => world.here.entries.set('purchase-uid_0', { ...grantIn(world), totalMicros: 101 }),
  ],
  [
    'granted-without-payment',
    'granted twice',
    (world) => world.here.entries.set('purchase-again', grantIn(world)),
  ],
  [
    'granted-without-payment',
    'a payment that is not there',
    (world) =>
      world.here.entries.set('purchase-x', {
        ...grantIn(world),
        lot: { ...grantIn(world).lot, paymentId: 'uid_x' },
      }),
  ],
];

describe('a planted difference is found, and nothing else', () => {
  test.each(planted)('%s: %s', (kind, _, plant) => {
    const world = tell([paid, refunded, paid]);
    plant(world);
    expect(reconcile(world.atStripe, world.here).map((found) => found.kind)).toEqual([kind]);
  });

  test.each<[DifferenceKind, string, (world: World) => unknown]>([
    [
      'reversal-not-here',
      'a refund we were not told of',
      (world) => {
        change(world, { reversals: {}, revokedMicros: 0 });
        world.here.entries.delete('take-back-re_0_0');
      },
    ],
    [
      'reversal-not-at-stripe',
      'a refund that Stripe does not know',
      ({ atStripe }) => atStripe.reversals.shift(),
    ],
    [
      'reversal-differs',
      'a refund that failed since',
      ({ atStripe }) => {
        const [first] = atStripe.reversals;
        if (first) atStripe.reversals[0] = { ...first, reversal: { ...first.reversal, state: 'undone' } };
      },
    ],
    [
      'reversal-differs',
      'a refund of the same number in another currency',
      ({ atStripe }) => {
        const [first] = atStripe.reversals;
        if (first) atStripe.reversals[0] = { ...first, currency: 'jpy' };
      },
    ],
    [
      'taken-back-differently',
      'credits that were never taken back',
      ({ here }) => here.entries.delete('take-back-re_0_0'),
    ],
    [
      'taken-back-differently',
      'more is said than was taken back',
      (world) => change(world, { revokedMicros: paymentIn(world).revokedMicros + 1 }),
    ],
  ])('%s: %s', (kind, _, plant) => {
    const world = tell([refunded, paid]);
    plant(world);
    expect(reconcile(world.atStripe, world.here).map((found) => found.kind)).toEqual([kind]);
  });

  test('a dispute that was lost, and not here', () => {
    const world = tell([paid]);
    const reversal: Reversal = { kind: 'dispute', amountCents: 1_000, state: 'done' };
    world.atStripe.reversals.push({ id: 'dp_1', intentId: 'pi_0', reversal, currency: 'usd' });
    expect(reconcile(world.atStripe, world.here)).toEqual([
      { kind: 'reversal-not-here', here: 'uid_0', atStripe: 'dp_1', says: null },
    ]);
  });

  test('a grant whose payment is older than what is compared has its payment all the same', () => {
    const { atStripe, here } = tell([paid, paid]);
    const [old, ...rest] = [...here.payments];
    const later: LocalRecords = { ...here, payments: new Map(rest), others: new Map(old ? [old] : []) };
    expect(reconcile({ ...atStripe, payments: atStripe.payments.slice(1) }, later)).toEqual([]);
  });
});
