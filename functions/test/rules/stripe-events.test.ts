import { collections } from '../../src/contract/index.ts';
import { adminsUp } from './people.ts';
import { appQueries } from './queries.ts';
import { testRules } from './rules-table.ts';
import { stripeEvent } from './samples.ts';

testRules({
  collection: collections.stripeEvents,
  documents: { evt_1: stripeEvent() },
  get: { 'an event of Stripe': { id: () => 'evt_1', may: adminsUp } },
  list: { 'the events that were put aside': { query: () => appQueries.parkedEvents(), may: adminsUp } },
  forged: () => ({ id: 'evt_2', data: stripeEvent() }),
  forgeries: { 'call an event handled': { state: 'handled' } },
});
