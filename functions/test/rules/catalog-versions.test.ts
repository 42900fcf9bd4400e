import { collections } from '../../src/contract/index.ts';
import { supportUp } from './people.ts';
import { appQueries } from './queries.ts';
import { testRules } from './rules-table.ts';
import { publishedCatalog } from './samples.ts';

testRules({
  collection: collections.catalogVersions,
  documents: { '1': publishedCatalog() },
  get: { 'a past catalog': { id: () => '1', may: supportUp } },
  list: {
    'past catalogs': { query: () => appQueries.pastCatalogs(), may: supportUp },
    'catalogs that they published': {
      query: (me) => ({ where: [['publishedBy', '==', me]] }),
      may: supportUp,
    },
  },
  forged: () => ({ id: '2', data: publishedCatalog() }),
  forgeries: { 'rewrite history': { publishedBy: 'person' } },
});
