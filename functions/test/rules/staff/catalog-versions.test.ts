import { collections } from '../../../src/contract/index.ts';
import { supportUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { publishedCatalog } from '../support/samples.ts';

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
