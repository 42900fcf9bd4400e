import { collections } from '../../../src/contract/index.ts';
import { analystsUp } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { usageLogOf } from '../support/samples.ts';

testRules({
  collection: collections.usageLogs,
  documents: { '0-00000000': usageLogOf() },
  get: { 'packed facts about usage': { id: () => '0-00000000', may: analystsUp } },
  list: { 'all packed facts': { query: () => ({}), may: analystsUp } },
  forged: () => ({ id: 'forged', data: usageLogOf() }),
  forgeries: { 'make facts vanish': { rows: 0 } },
});
