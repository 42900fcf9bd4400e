import { collections } from '../../../src/contract/index.ts';
import { adminsUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { ledgerReportOf } from '../support/samples.ts';

testRules({
  collection: collections.ledgerReports,
  documents: { '2026-01-02-1': ledgerReportOf('2026-01-02') },
  get: {
    'what the verifier found': { id: () => '2026-01-02-1', may: adminsUp },
    'what it has not looked for yet': { id: () => '2026-01-03-1', may: adminsUp },
  },
  list: { 'the latest reports': { query: () => appQueries.latestLedgerReports(), may: adminsUp } },
  forged: () => ({ id: '2026-01-04-1', data: ledgerReportOf('2026-01-04') }),
  forgeries: { 'find nothing': { driftCount: 0, drifts: [] } },
});
