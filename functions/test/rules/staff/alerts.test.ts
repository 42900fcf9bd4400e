import { collections } from '../../../src/contract/index.ts';
import { supportUp } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { alertOf } from '../support/samples.ts';

testRules({
  collection: collections.alerts,
  documents: { alert: alertOf('person') },
  get: { 'an alert': { id: () => 'alert', may: supportUp } },
  list: {
    'the alerts': { query: () => ({}), may: supportUp },
    'alerts about themselves': { query: (me) => ({ where: [['accountId', '==', me]] }), may: supportUp },
  },
  forged: (me) => ({ id: 'forged', data: alertOf(me) }),
  forgeries: { 'resolve an alert': { resolvedAt: new Date(0) }, 'play an alert down': { severity: 'low' } },
});
