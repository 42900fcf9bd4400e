import { collections } from '../../../src/contract/index.ts';
import { SOMEBODY, supportUp } from '../support/people.ts';
import { appQueries } from '../support/queries.ts';
import { testRules } from '../support/rules-table.ts';
import { staffNoteOf } from '../support/samples.ts';

testRules({
  collection: collections.staffNotes,
  documents: { note: staffNoteOf(SOMEBODY) },
  get: { 'a note about somebody': { id: () => 'note', may: supportUp } },
  list: {
    'the notes about somebody': { query: () => appQueries.notesAbout(SOMEBODY), may: supportUp },
    'every note': { query: () => ({}), may: supportUp },
  },
  forged: (me) => ({ id: `${me}x`, data: staffNoteOf(me) }),
  forgeries: { 'say something else': { text: 'A saint.' }, 'be about another': { accountId: 'other' } },
});
