import { collections } from '../../../src/contract/index.ts';
import { adminsUp } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { sketchOf } from '../support/samples.ts';

testRules({
  collection: collections.rateLimits,
  documents: { digest: sketchOf('person') },
  get: { 'what an address has used': { id: () => 'digest', may: adminsUp } },
  list: {
    'all addresses': { query: () => ({}), may: adminsUp },
    'addresses that name them': { query: (me) => ({ where: [['uid', '==', me]] }), may: adminsUp },
  },
  forged: (me) => ({ id: 'forged', data: sketchOf(me) }),
  forgeries: { 'forget what a limit counts': { count: 0 } },
});
