import { collections } from '../../../src/contract/index.ts';
import { adminsUp, noOne } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { ledgerCheckpointOf } from '../support/samples.ts';

testRules({
  collection: collections.ledgerCheckpoints,
  documents: { person: ledgerCheckpointOf() },
  get: { 'what a ledger adds up to': { id: () => 'person', may: adminsUp } },
  list: { 'what all ledgers add up to': { query: () => ({}), may: noOne } },
  forged: (me) => ({ id: `${me}-second`, data: ledgerCheckpointOf() }),
  forgeries: { 'forget a debt': { debtMicros: 0 } },
});
