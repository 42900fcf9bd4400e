import { collections } from '../../../src/contract/index.ts';
import { adminsUp, signedIn, staffDocuments } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';

testRules({
  collection: collections.staff,
  documents: staffDocuments,
  get: {
    'their own role': { id: (me) => me, may: signedIn },
    "somebody's role": { id: () => 'support', may: ['support', ...adminsUp] },
  },
  list: {
    'everyone who is staff': { query: () => ({}), may: adminsUp },
    'the owners': { query: () => ({ where: [['role', '==', 'owner']] }), may: adminsUp },
  },
  forged: (me) => ({ id: `${me}x`, data: { schemaVersion: 1, role: 'owner', updatedAt: new Date(0) } }),
  forgeries: { 'make somebody an owner': { role: 'owner' } },
});
