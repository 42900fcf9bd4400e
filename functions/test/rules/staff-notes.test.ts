import { collections } from '../../src/contract/index.ts';
import { SOMEBODY, supportUp } from './people.ts';
import { appQueries } from './queries.ts';
import { testRules } from './rules-table.ts';
import { staffNoteOf } from './samples.ts';

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
