import { collections } from '../../../src/contract/index.ts';
import { adminsUp, noOne } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { auditSaltsOf } from '../support/samples.ts';

testRules({
  collection: collections.auditSalts,
  documents: { 'grant-1': auditSaltsOf() },
  get: {
    'the salts of an entry': { id: () => 'grant-1', may: adminsUp },
    'salts that are not there': { id: () => 'grant-2', may: adminsUp },
  },
  list: { 'all salts': { query: () => ({}), may: noOne } },
  forged: () => ({ id: 'grant-3', data: auditSaltsOf() }),
  forgeries: { 'take the salts away': { salts: {} } },
});
