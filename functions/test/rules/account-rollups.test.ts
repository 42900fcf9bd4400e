import { collections } from '../../src/contract/index.ts';
import { supportUp } from './people.ts';
import { testRules } from './rules-table.ts';
import { accountRollUpsOf } from './samples.ts';

testRules({
  collection: collections.accountRollUps,
  documents: { '00': accountRollUpsOf() },
  get: { 'the totals of a part of the accounts': { id: () => '00', may: supportUp } },
  list: { 'the totals of all accounts': { query: () => ({}), may: supportUp } },
  forged: () => ({ id: 'forged', data: accountRollUpsOf() }),
  forgeries: { 'change a total': { accounts: 0 } },
});
