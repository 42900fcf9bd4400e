import { collections } from '../../../src/contract/index.ts';
import { supportUp } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { serverMetricsOf } from '../support/samples.ts';

testRules({
  collection: collections.serverMetrics,
  documents: { '2026-01-31T15': serverMetricsOf() },
  get: { 'how calls went in an hour': { id: () => '2026-01-31T15', may: supportUp } },
  list: { 'how calls went': { query: () => ({}), may: supportUp } },
  forged: () => ({ id: 'forged', data: serverMetricsOf() }),
  forgeries: { 'hide errors': { callables: {} } },
});
