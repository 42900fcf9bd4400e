import { analystsUp } from './people.ts';
import { testRules } from './rules-table.ts';
import { usageStatsOf } from './samples.ts';

testRules({
  collection: 'usage_stats',
  documents: { '2026-01-02': usageStatsOf(), '2026-01': usageStatsOf() },
  get: {
    'the usage of a day': { id: () => '2026-01-02', may: analystsUp },
    'the usage of a month': { id: () => '2026-01', may: analystsUp },
  },
  list: {
    'the usage of all days': { query: () => ({}), may: analystsUp },
    'usage of a day': { query: () => ({ where: [['period', '==', '2026-01-02']] }), may: analystsUp },
  },
  forged: () => ({ id: '2026-01-03', data: usageStatsOf() }),
  forgeries: { 'change a figure': { completed: 0 } },
});
