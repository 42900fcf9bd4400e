import { collections } from '../../../src/contract/index.ts';
import { adminsUp, noOne } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { deliveryOf } from '../support/samples.ts';

testRules({
  collection: collections.outbox,
  documents: { delivery: deliveryOf('person') },
  get: { 'a delivery': { id: () => 'delivery', may: noOne } },
  list: { 'every delivery': { query: () => ({}), may: adminsUp } },
  forged: (me) => ({ id: 'forged', data: deliveryOf(me) }),
  forgeries: { 'send a delivery again': { state: 'waiting', nextAttemptAt: new Date(0) } },
});
