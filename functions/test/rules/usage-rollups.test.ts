import { analystsUp } from './people.ts';
import { testRules } from './rules-table.ts';
import { usageRollUpOf } from './samples.ts';

testRules({
  collection: 'usage_rollups',
  documents: { '2026-01-02': usageRollUpOf(), '2026-01': usageRollUpOf() },
  get: {
    'the usage of a day': { id: () => '2026-01-02', may: analystsUp },
    'the usage of a month': { id: () => '2026-01', may: analystsUp },
  },
  list: {
    'the usage of all days': { query: () => ({}), may: analystsUp },
    'usage of a day': { query: () => ({ where: [['period', '==', '2026-01-02']] }), may: analystsUp },
  },
  forged: () => ({ id: '2026-01-03', data: usageRollUpOf() }),
  forgeries: { 'change a figure': { completed: 0 } },
});
