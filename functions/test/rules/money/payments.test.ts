import { collections } from '../../../src/contract/index.ts';
import { everyone, SOMEBODY, signedIn, supportUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { paymentOf } from '../support/samples.ts';

testRules({
  collection: collections.payments,
  documents: Object.fromEntries([...everyone, SOMEBODY].map((uid) => [`${uid}_1`, paymentOf(uid)])),
  get: {
    'their own payment': { id: (me) => `${me}_1`, may: signedIn },
    "somebody's payment": { id: () => `${SOMEBODY}_1`, may: supportUp },
    'a payment whose id has a second join': { id: (me) => `${me}_1_1`, may: supportUp },
  },
  list: {
    'their own payments': { query: (me) => appQueries.paymentsOf(me), may: signedIn },
    'payments of theirs, as the build before asks': {
      query: (me) => appQueries.paymentsOfUser(me),
      may: signedIn,
    },
    "somebody's payments": { query: () => appQueries.paymentsOf(SOMEBODY), may: supportUp },
    'all payments': { query: () => ({}), may: supportUp },
  },
  forged: (me) => ({ id: `${me}_2`, data: paymentOf(me) }),
  forgeries: {
    'call a payment paid': { state: 'paid' },
    'buy more for the same money': { 'bought.micros': 1_000_000_000 },
    'forget a refund': { reversals: {}, refundedCents: 0 },
  },
});
