import { collections } from '../../../src/contract/index.ts';
import { everyone, SOMEBODY, signedIn, supportUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { billingOf } from '../support/samples.ts';

testRules({
  collection: collections.billing,
  documents: Object.fromEntries([...everyone, SOMEBODY].map((uid) => [uid, billingOf(uid)])),
  get: {
    'how they pay': { id: (me) => me, may: signedIn },
    'how somebody pays': { id: () => SOMEBODY, may: supportUp },
  },
  list: {
    'who has a plan': { query: () => appQueries.holdersOfPlan('plus'), may: supportUp },
    'how everybody pays': { query: () => ({}), may: supportUp },
  },
  forged: (me) => ({ id: `${me}-second`, data: billingOf(me) }),
  forgeries: {
    "pay with somebody's card": { customerId: 'cus_1' },
    'take a plan': { 'subscription.plan': 'max' },
    'forget what was topped up': { 'topUpState.chargedCents': 0 },
  },
});
