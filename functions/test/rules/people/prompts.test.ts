import { collections } from '../../../src/contract/index.ts';
import { everyone, noOne, SOMEBODY, signedIn } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { promptOf } from '../support/samples.ts';

testRules({
  collection: collections.prompts,
  documents: {
    ...Object.fromEntries([...everyone, SOMEBODY].map((uid) => [`${uid}_1`, promptOf(uid)])),
    [`${SOMEBODY}_2`]: promptOf('person'),
    ...Object.fromEntries(everyone.map((uid) => [`${uid}_3`, promptOf(uid, SOMEBODY)])),
  },
  get: {
    'their own prompt': { id: (me) => `${me}_1`, may: signedIn },
    "somebody's prompt": { id: () => `${SOMEBODY}_1`, may: noOne },
    "somebody's prompt that names a person": { id: () => `${SOMEBODY}_2`, may: noOne },
    'a prompt that their account paid for and somebody else asked for': {
      id: (me) => `${me}_3`,
      may: noOne,
      mayBefore: signedIn,
    },
    'a prompt whose id has a second join': { id: (me) => `${me}_1_1`, may: noOne },
  },
  list: {
    'their own prompts': { query: (me) => ({ where: [['uid', '==', me]] }), may: noOne },
    'all prompts': { query: () => ({}), may: noOne },
  },
  forged: (me) => ({ id: `${me}_2`, data: promptOf(me) }),
  forgeries: { 'put something else into a prompt': { prompt: 'forged' } },
});
