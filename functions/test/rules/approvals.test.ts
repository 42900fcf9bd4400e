import { collections } from '../../src/contract/index.ts';
import { adminsUp } from './people.ts';
import { appQueries } from './queries.ts';
import { testRules } from './rules-table.ts';
import { approvalOf } from './samples.ts';

testRules({
  collection: collections.approvals,
  documents: { approval: approvalOf() },
  get: { 'a request for approval': { id: () => 'approval', may: adminsUp } },
  list: {
    'what was requested, newest first': { query: () => appQueries.approvals(), may: adminsUp },
    'every request for approval': { query: () => ({}), may: adminsUp },
  },
  forged: (me) => ({ id: `${me}x`, data: approvalOf() }),
  forgeries: { 'have it approved': { status: 'approved' } },
});
