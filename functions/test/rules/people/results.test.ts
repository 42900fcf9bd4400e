import { collections } from '../../../src/contract/index.ts';
import { everyone, noOne, SOMEBODY, signedIn } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { resultOf } from '../support/samples.ts';

testRules({
  collection: collections.results,
  documents: {
    ...Object.fromEntries([...everyone, SOMEBODY].map((uid) => [`${uid}_1`, resultOf(uid)])),
    [`${SOMEBODY}_2`]: resultOf('person'),
    ...Object.fromEntries(everyone.map((uid) => [`${uid}_3`, resultOf(uid, SOMEBODY)])),
  },
  get: {
    'their own result': { id: (me) => `${me}_1`, may: signedIn },
    "somebody's result": { id: () => `${SOMEBODY}_1`, may: noOne },
    "somebody's result that names a person": { id: () => `${SOMEBODY}_2`, may: noOne },
    'a result that their account paid for and somebody else asked for': {
      id: (me) => `${me}_3`,
      may: noOne,
      mayBefore: signedIn,
    },
    'a result whose id has a second join': { id: (me) => `${me}_1_1`, may: noOne },
  },
  list: {
    'their own results': { query: (me) => ({ where: [['uid', '==', me]] }), may: noOne },
    'all results': { query: () => ({}), may: noOne },
  },
  forged: (me) => ({ id: `${me}_2`, data: resultOf(me) }),
  forgeries: { 'put something else into a result': { output: { kind: 'chat', text: 'forged' } } },
});
