import { collections } from '../../../src/contract/index.ts';
import { adminsUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { signalOf } from '../support/samples.ts';

testRules({
  collection: collections.abuse,
  documents: { signal: signalOf('person') },
  get: { 'a signal of abuse': { id: () => 'signal', may: adminsUp } },
  list: {
    'the latest signals of abuse': { query: () => appQueries.latestSignals(), may: adminsUp },
    'signals about themselves': { query: (me) => ({ where: [['accountId', '==', me]] }), may: adminsUp },
  },
  forged: (me) => ({ id: 'forged', data: signalOf(me) }),
  forgeries: { 'play a signal down': { severity: 'low' } },
});
