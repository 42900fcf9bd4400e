import { collections } from '../../../src/contract/index.ts';
import { adminsUp, everyone, SOMEBODY, signedIn } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { staffAllowanceOf } from '../support/samples.ts';

testRules({
  collection: collections.staffAllowances,
  documents: Object.fromEntries([...everyone, SOMEBODY].map((uid) => [uid, staffAllowanceOf()])),
  get: {
    'what they have returned themselves': { id: (me) => me, may: signedIn },
    'what somebody has returned': { id: () => SOMEBODY, may: adminsUp },
  },
  list: {},
  forged: (me) => ({ id: `${me}x`, data: staffAllowanceOf() }),
  forgeries: { 'have returned nothing yet': { returnedMicros: 0 } },
});
