import { collections } from '../../../src/contract/index.ts';
import { adminsUp, everyone, SOMEBODY, signedIn } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { appealOf } from '../support/samples.ts';

const idOf = (uid: string) => `${uid}_1`;

testRules({
  collection: collections.appeals,
  documents: Object.fromEntries([...everyone, SOMEBODY].map((uid) => [idOf(uid), appealOf(uid)])),
  get: { 'an appeal by its id': { id: () => idOf(SOMEBODY), may: adminsUp } },
  list: {
    'their own appeals': { query: (me) => appQueries.appealsOf(me), may: signedIn },
    "somebody's appeals": { query: () => appQueries.appealsOf(SOMEBODY), may: adminsUp },
    'the open appeals': { query: () => appQueries.appealsIn('open'), may: adminsUp },
    'all appeals': { query: () => ({}), may: adminsUp },
  },
  forged: (me) => ({ id: idOf(me), data: appealOf(me) }),
  forgeries: { 'have it granted': { state: 'decided' } },
});
