import { collections } from '../../../src/contract/index.ts';
import { adminsUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { stripeEvent } from '../support/samples.ts';

testRules({
  collection: collections.stripeEvents,
  documents: { evt_1: stripeEvent() },
  get: { 'an event of Stripe': { id: () => 'evt_1', may: adminsUp } },
  list: { 'the events that were put aside': { query: () => appQueries.parkedEvents(), may: adminsUp } },
  forged: () => ({ id: 'evt_2', data: stripeEvent() }),
  forgeries: { 'call an event handled': { state: 'handled' } },
});
