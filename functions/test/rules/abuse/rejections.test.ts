import { collections } from '../../../src/contract/index.ts';
import { analystsUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { rejectionsOf } from '../support/samples.ts';

testRules({
  collection: collections.rejections,
  documents: { rejections: rejectionsOf('person') },
  get: { 'what was turned away': { id: () => 'rejections', may: analystsUp } },
  list: {
    'what was turned away': { query: () => appQueries.latestRejections(), may: analystsUp, isCounted: true },
    'how much was turned away': {
      query: () => appQueries.rejectionFigures(new Date(0)),
      may: analystsUp,
      isCounted: true,
    },
  },
  forged: (me) => ({ id: 'forged', data: rejectionsOf(me) }),
  forgeries: { 'make a rejection vanish': { count: 0, entries: [] } },
});
