import { analystsUp } from './people.ts';
import { testRules } from './rules-table.ts';
import { sketchOf } from './samples.ts';

testRules({
  collection: 'usage_stats',
  documents: { '2026-01-02': sketchOf('person'), '2026-01': sketchOf('person') },
  get: {
    'the usage of a day': { id: () => '2026-01-02', may: analystsUp },
    'the usage of a month': { id: () => '2026-01', may: analystsUp },
  },
  list: {
    'the usage of all days': { query: () => ({}), may: analystsUp },
    'usage that names them': { query: (me) => ({ where: [['uid', '==', me]] }), may: analystsUp },
  },
  forged: (me) => ({ id: '2026-01-03', data: sketchOf(me) }),
  forgeries: { 'change a figure': { count: 0 } },
});
