import { supportUp } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { moneyFactOf } from '../support/samples.ts';

testRules({
  collection: 'money_facts',
  documents: { 'ann_1-sale': moneyFactOf() },
  get: { 'a sale': { id: () => 'ann_1-sale', may: supportUp } },
  list: {
    'all money that moved': { query: () => ({}), may: supportUp },
    'the money of a payment': { query: () => ({ where: [['paymentId', '==', 'ann_1']] }), may: supportUp },
  },
  forged: () => ({ id: 'ann_2-sale', data: moneyFactOf() }),
  forgeries: { 'raise a sale': { paidCents: 100_000 } },
});
