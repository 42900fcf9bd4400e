import { everyone, noOne, SOMEBODY, signedIn } from './people.ts';
import { testRules } from './rules-table.ts';
import { sketchOf } from './samples.ts';

testRules({
  collection: 'payments',
  documents: Object.fromEntries([...everyone, SOMEBODY].map((uid) => [`pay-${uid}`, sketchOf(uid)])),
  get: {
    'their own payment, whose id need not name them': { id: (me) => `pay-${me}`, may: noOne },
    "somebody's payment": { id: () => `pay-${SOMEBODY}`, may: noOne },
  },
  list: {
    'their own payments': { query: (me) => ({ where: [['uid', '==', me]] }), may: signedIn },
    "somebody's payments": { query: () => ({ where: [['uid', '==', SOMEBODY]] }), may: noOne },
    'all payments': { query: () => ({}), may: noOne },
  },
  forged: (me) => ({ id: 'pay-forged', data: sketchOf(me) }),
  forgeries: { 'call a payment paid': { status: 'paid' } },
});
