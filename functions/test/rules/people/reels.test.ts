import { activityIdOf } from '../../../src/contract/index.ts';
import { everyone, noOne, SOMEBODY, signedIn } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { reelOf } from '../support/samples.ts';

const requestId = '0198c5a0-0000-7000-8000-000000000001';
const idOf = (uid: string) => activityIdOf({ accountId: uid, requestId });
const otherIdOf = (uid: string) => `${uid}_other`;

testRules({
  collection: 'reels',
  documents: {
    ...Object.fromEntries([...everyone, SOMEBODY].map((uid) => [idOf(uid), reelOf(uid)])),
    ...Object.fromEntries(everyone.map((uid) => [otherIdOf(uid), reelOf(uid, SOMEBODY)])),
  },
  get: {
    'their own reel': { id: idOf, may: signedIn },
    "somebody's reel": { id: () => idOf(SOMEBODY), may: noOne },
    'a reel that their account paid for and somebody else asked for': {
      id: otherIdOf,
      may: noOne,
      mayBefore: signedIn,
    },
    'a reel whose id has a second join': { id: (me) => `${idOf(me)}_1`, may: noOne },
  },
  list: {
    'their own reels': { query: (me) => ({ where: [['uid', '==', me]] }), may: signedIn },
    "somebody's reels": { query: () => ({ where: [['uid', '==', SOMEBODY]] }), may: noOne },
    'all reels': { query: () => ({}), may: noOne },
  },
  forged: (me) => ({ id: idOf(me), data: reelOf(me) }),
  forgeries: { 'call a reel done': { status: 'completed' } },
});
