import { collections } from '../../../src/contract/index.ts';
import { everyone, SOMEBODY, signedIn, supportUp } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { erasureOf } from '../support/samples.ts';

testRules({
  collection: collections.erasures,
  documents: Object.fromEntries([...everyone, SOMEBODY].map((uid) => [uid, erasureOf(uid)])),
  get: {
    'their own request for erasure': { id: (me) => me, may: signedIn },
    'the request of somebody': { id: () => SOMEBODY, may: supportUp },
  },
  list: { 'all requests': { query: () => ({}), may: supportUp } },
  forged: (me) => ({ id: `${me}x`, data: erasureOf(me) }),
  forgeries: { 'undo it after seven days': { state: 'undone' } },
});
