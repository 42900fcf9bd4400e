import { collections } from '../../../src/contract/index.ts';
import { supportUp } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { usageLogHeadOf } from '../support/samples.ts';

testRules({
  collection: collections.usageLogHeads,
  documents: { '0': usageLogHeadOf() },
  get: { 'how far a log has come': { id: () => '0', may: supportUp } },
  list: { 'how far all logs have come': { query: () => ({}), may: supportUp } },
  forged: () => ({ id: 'forged', data: usageLogHeadOf() }),
  forgeries: { 'have usage logged again': { cursors: {} } },
});
