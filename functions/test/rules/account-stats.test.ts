import { everyone, SOMEBODY, signedIn, supportUp } from './people.ts';
import { testRules } from './rules-table.ts';
import { accountStatsOf } from './samples.ts';

testRules({
  collection: 'account_stats',
  documents: Object.fromEntries([...everyone, SOMEBODY].map((uid) => [uid, accountStatsOf(uid)])),
  get: {
    'the totals of their own account': { id: (me) => me, may: signedIn },
    "the totals of somebody's account": { id: () => SOMEBODY, may: supportUp },
  },
  list: {
    'the totals of all accounts': { query: () => ({}), may: supportUp },
    'totals that name them': { query: (me) => ({ where: [['accountId', '==', me]] }), may: supportUp },
  },
  forged: (me) => ({ id: `${me}-second`, data: accountStatsOf(me) }),
  forgeries: { 'change a total': { capturedMicros: 0 } },
});
