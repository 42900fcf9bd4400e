import { analystsUp } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { insightHeadOf, insightMonthOf } from '../support/samples.ts';

testRules({
  collection: 'insights',
  documents: { head: insightHeadOf(), 'money-2026-01': insightMonthOf() },
  get: {
    'how far the figures have come': { id: () => 'head', may: analystsUp },
    'the money of a month': { id: () => 'money-2026-01', may: analystsUp },
    'the figures of a month in which nothing happened': { id: () => 'money-2025-01', may: analystsUp },
  },
  list: {
    'all figures': { query: () => ({}), may: analystsUp },
    'figures of a month': { query: () => ({ where: [['month', '==', '2026-01']] }), may: analystsUp },
  },
  forged: () => ({ id: 'money-2026-02', data: insightMonthOf() }),
  forgeries: { 'change a figure': { topic: 'usage' } },
});
