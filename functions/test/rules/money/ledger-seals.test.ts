import { collections } from '../../../src/contract/index.ts';
import { everyone, noOne, SOMEBODY, signedIn, supportUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { ledgerSealOf } from '../support/samples.ts';

testRules({
  collection: collections.ledgerSeals,
  documents: Object.fromEntries(
    [...everyone, SOMEBODY].map((uid) => [`${uid}-000000001`, ledgerSealOf(uid)]),
  ),
  get: { 'a seal by its id': { id: (me) => `${me}-000000001`, may: noOne } },
  list: {
    'the seals of their own account': { query: (me) => appQueries.ledgerSealsOf(me), may: signedIn },
    "the seals of somebody's account": { query: () => appQueries.ledgerSealsOf(SOMEBODY), may: supportUp },
    'all seals': { query: () => ({}), may: supportUp },
  },
  forged: (me) => ({ id: `${me}-000000002`, data: ledgerSealOf(me) }),
  forgeries: {
    'change the balance': { balanceMicros: 0 },
    'move a seal to another account': { accountId: 'person' },
  },
});
