import { collections } from '../../src/contract/index.ts';
import { adminsUp, noOne } from './people.ts';
import { testRules } from './rules-table.ts';
import { welcomeSaltOf } from './samples.ts';

testRules({
  collection: collections.welcomeSalts,
  documents: { digest: welcomeSaltOf() },
  get: { 'the salt of a mailbox': { id: () => 'digest', may: adminsUp } },
  list: { 'all salts': { query: () => ({}), may: noOne } },
  forged: () => ({ id: 'other', data: welcomeSaltOf() }),
  forgeries: { 'get welcome credits again': { salt: 'another' } },
});
