import { collections } from '../../../src/contract/index.ts';
import { adminsUp, noOne } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { auditSealOf } from '../support/samples.ts';

testRules({
  collection: collections.auditSeals,
  documents: { '000000001': auditSealOf() },
  get: { 'a seal by its id': { id: () => '000000001', may: noOne } },
  list: { 'the seals of the audit log': { query: () => appQueries.auditSeals(), may: adminsUp } },
  forged: () => ({ id: '000000002', data: auditSealOf() }),
  forgeries: { 'name other entries': { entries: [] } },
});
