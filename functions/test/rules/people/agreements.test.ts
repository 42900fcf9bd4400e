import { Agreements, collections } from '../../../src/contract/index.ts';
import { everyone, noOne, SOMEBODY, signedIn, supportUp } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { sampleOf } from '../support/sample-of.ts';

testRules({
  collection: collections.agreements,
  documents: Object.fromEntries([...everyone, SOMEBODY].map((uid) => [uid, sampleOf(Agreements, {})])),
  get: {
    'what they agreed to themselves': { id: (me) => me, may: signedIn },
    'what somebody agreed to': { id: () => SOMEBODY, may: supportUp },
  },
  list: { 'what everybody agreed to': { query: () => ({}), may: noOne } },
  forged: (me) => ({ id: `${me}x`, data: sampleOf(Agreements, {}) }),
  forgeries: { 'agree to another version': { agreements: [] } },
});
