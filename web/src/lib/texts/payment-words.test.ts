import type { Billing, Subscription } from '@firemeter/functions/contract';
import { expect, test } from 'vitest';
import { currentSubscriptions } from './payment-words.ts';

test('every plan that runs is shown, also one that was bought in another tab', () => {
  const named = (subscriptionId: string) => ({ subscriptionId, status: 'active' }) as Subscription;
  const billing = {
    subscription: named('first'),
    otherSubscriptions: [{ subscription: named('second'), paidPlan: null }],
  } as Billing;
  expect(currentSubscriptions(billing).map(({ subscriptionId }) => subscriptionId)).toEqual([
    'first',
    'second',
  ]);
  expect(currentSubscriptions(null)).toEqual([]);
});
