import { collections } from '../../../src/contract/index.ts';
import { analystsUp } from '../support/people.ts';
import { testRules } from '../support/rules-table.ts';
import { milestonesOf } from '../support/samples.ts';

testRules({
  collection: collections.milestones,
  documents: { person: milestonesOf('person') },
  get: { 'when somebody signed up': { id: () => 'person', may: analystsUp } },
  list: { 'when everybody signed up': { query: () => ({}), may: analystsUp } },
  forged: () => ({ id: 'forged', data: milestonesOf('person') }),
  forgeries: { 'sign up earlier': { signedUpAt: new Date(0) } },
});
