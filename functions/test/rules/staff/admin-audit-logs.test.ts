import { collections } from '../../../src/contract/index.ts';
import { adminsUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { auditEntryOf } from '../support/samples.ts';

testRules({
  collection: collections.audit,
  documents: { deed: auditEntryOf('admin') },
  get: { 'an audit entry': { id: () => 'deed', may: adminsUp } },
  list: {
    'the latest audit entries': { query: () => appQueries.latestAuditEntries(), may: adminsUp },
    'entries about what they did': { query: (me) => ({ where: [['actor.uid', '==', me]] }), may: adminsUp },
  },
  forged: (me) => ({ id: 'forged', data: auditEntryOf(me) }),
  forgeries: {
    'blame another': { 'actor.uid': 'support' },
    'change the reason': { reason: 'forged' },
  },
});
