import { collections } from '../../../src/contract/index.ts';
import { everyone, SOMEBODY, signedIn, supportUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { accountOf } from '../support/samples.ts';

testRules({
  collection: collections.accounts,
  documents: Object.fromEntries([...everyone, SOMEBODY].map((uid) => [uid, accountOf(uid)])),
  get: {
    'their own account': { id: (me) => me, may: signedIn },
    "somebody's account": { id: () => SOMEBODY, may: supportUp },
  },
  list: {
    'accounts found by a name': { query: () => appQueries.accountsNamed('so'), may: supportUp },
    'all accounts': { query: () => ({}), may: supportUp },
    'the accounts that name them as owner': {
      query: (me) => ({ where: [['ownerUid', '==', me]] }),
      may: supportUp,
    },
  },
  forged: (me) => ({ id: `${me}-second`, data: accountOf(me) }),
  forgeries: {
    'grant credits': { 'lots.0.remainingMicros': 1_000_000_000 },
    'make an account unlimited': { unlimited: true },
    'lift a suspension': { status: 'active', statusReason: null },
    'forget a debt': { debtMicros: 0 },
    'forget what a limit counts': { windows: {} },
    'take an account over': { ownerUid: 'person' },
  },
});
