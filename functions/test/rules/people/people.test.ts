import { collections } from '../../../src/contract/index.ts';
import { everyone, SOMEBODY, signedIn, supportUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { personOf } from '../support/samples.ts';

testRules({
  collection: collections.people,
  documents: Object.fromEntries([...everyone, SOMEBODY].map((uid) => [uid, personOf(uid)])),
  get: {
    'who they are themselves': { id: (me) => me, may: signedIn },
    'who somebody is': { id: () => SOMEBODY, may: supportUp },
  },
  list: {
    'people found by a name': { query: () => appQueries.peopleNamed('so'), may: supportUp },
    everyone: { query: () => ({}), may: supportUp },
    'whoever has an address': {
      query: () => ({ where: [['email', '==', 'mia@example.com']] }),
      may: supportUp,
    },
  },
  forged: (me) => ({ id: `${me}x`, data: personOf(me) }),
  forgeries: {
    'be called something else': { name: 'The Owner' },
    'take an address': { email: 'ceo@example.com' },
  },
});
