import { collections } from '../../../src/contract/index.ts';
import { adminsUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { approvalOf } from '../support/samples.ts';

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
