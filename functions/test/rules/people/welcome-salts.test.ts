import { collections } from '../../../src/contract/index.ts';
import { adminsUp, noOne } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { welcomeSaltOf } from '../support/samples.ts';

testRules({
  collection: collections.welcomeSalts,
  documents: { digest: welcomeSaltOf() },
  get: { 'the salt of a mailbox': { id: () => 'digest', may: adminsUp } },
  list: { 'all salts': { query: () => ({}), may: noOne } },
  forged: () => ({ id: 'other', data: welcomeSaltOf() }),
  forgeries: { 'get welcome credits again': { salt: 'another' } },
});
