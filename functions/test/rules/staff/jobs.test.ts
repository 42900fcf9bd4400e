import { collections } from '../../../src/contract/index.ts';
import { supportUp } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { jobStateOf } from '../support/samples.ts';

testRules({
  collection: collections.jobs,
  documents: { expireStaleHolds: jobStateOf('one') },
  get: {
    'how a job stands': { id: () => 'expireStaleHolds', may: supportUp },
    'how a job stands that has never run': { id: () => 'another', may: supportUp },
  },
  list: { 'all jobs': { query: () => ({}), may: supportUp } },
  forged: () => ({ id: 'forged', data: jobStateOf('two') }),
  forgeries: { 'say that it has succeeded': { lastSuccessAt: new Date() } },
});
