import { collections } from '../../../src/contract/index.ts';
import { everyone, SOMEBODY, signedIn, supportUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { grantEntryOf, usageEntryOf } from '../support/samples.ts';

testRules({
  collection: collections.ledger,
  documents: Object.fromEntries(
    [...everyone, SOMEBODY].flatMap((uid) => [
      [`usage-${uid}_1`, usageEntryOf(uid, '1')],
      [`grant-welcome-${uid}`, grantEntryOf(uid)],
    ]),
  ),
  get: {
    'the entry of their own usage': { id: (me) => `usage-${me}_1`, may: signedIn },
    "the entry of somebody's usage": { id: () => `usage-${SOMEBODY}_1`, may: supportUp },
    'an entry of usage whose id has a second join': { id: (me) => `usage-${me}_1_1`, may: supportUp },
    'their own grant, whose id need not name them': {
      id: (me) => `grant-welcome-${me}`,
      may: supportUp,
    },
    'an entry of another kind with an id like that of usage': { id: (me) => `${me}_1`, may: supportUp },
  },
  list: {
    'the entries of their own account': {
      query: (me) => appQueries.ledgerOf(me),
      may: signedIn,
      isCounted: true,
    },
    "the entries of somebody's account": { query: () => appQueries.ledgerOf(SOMEBODY), may: supportUp },
    'all entries': { query: () => ({}), may: supportUp },
    'the entries of their usage, on whatever account': {
      query: (me) => ({ where: [['uid', '==', me]] }),
      may: supportUp,
    },
  },
  forged: (me) => ({ id: `grant-forged-${me}`, data: grantEntryOf(me) }),
  forgeries: {
    'change an amount': { totalMicros: 0, amounts: [] },
    'change the actor': { actor: { kind: 'admin', uid: 'admin' } },
    'move an entry to another account': { accountId: 'person' },
  },
});
