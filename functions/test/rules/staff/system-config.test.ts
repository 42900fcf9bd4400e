import {
  CATALOG_CONFIG,
  collections,
  HEALTH_CONFIG,
  INSIGHT_CONFIG,
  POLICIES_CONFIG,
  REFUND_TIMES_CONFIG,
  SEAL_KEYS_CONFIG,
  TERMS_CONFIG,
} from '../../../src/contract/index.ts';
import { analystsUp, everyone, supportUp } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { publishedCatalog, sketchOf } from '../support/samples.ts';

testRules({
  collection: collections.config,
  documents: { [CATALOG_CONFIG]: publishedCatalog(), switches: sketchOf('admin') },
  get: {
    'the published catalog': { id: () => CATALOG_CONFIG, may: everyone },
    'the keys that seals are signed with': { id: () => SEAL_KEYS_CONFIG, may: everyone },
    'what is promised': { id: () => POLICIES_CONFIG, may: everyone },
    'the terms': { id: () => TERMS_CONFIG, may: everyone },
    'how long refunds took': { id: () => REFUND_TIMES_CONFIG, may: everyone },
    'how everything is': { id: () => HEALTH_CONFIG, may: analystsUp },
    'the time zone of figures': { id: () => INSIGHT_CONFIG, may: analystsUp },
    'another setting': { id: () => 'switches', may: supportUp },
  },
  list: {
    'all settings': { query: () => ({}), may: supportUp },
    'catalogs among the settings': { query: () => ({ where: [['version', '==', 1]] }), may: supportUp },
  },
  forged: () => ({ id: 'catalog-draft', data: publishedCatalog() }),
  forgeries: {
    'lower a price': { 'catalog.operations.image.models': {} },
    'publish a version': { version: 2 },
  },
});
