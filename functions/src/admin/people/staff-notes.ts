import type { Firestore } from 'firebase-admin/firestore';
import { AppError, assertFreshRequestId, StaffNote } from '../../contract/index.ts';
import { attribution } from '../../platform/calls/call-context.ts';
import type { Handler } from '../../platform/calls/callable.ts';
import { collection, decodeDocument, encodeDocument } from '../../platform/store/documents.ts';
import { writeAudited } from '../write-audited.ts';

interface NoteServices {
  readonly db: Firestore;
  readonly now: () => number;
}

/** Writes a note about a user. The audit log, which is kept for good, records the note but not its text. */
export function addStaffNote({ db, now }: NoteServices): Handler<'addStaffNote'> {
  return async ({ requestId, accountId, text }, context) => {
    assertFreshRequestId(requestId, now());
    if (!(await collection(db, 'accounts').doc(accountId).get()).exists) {
      throw new AppError('not-found', { reason: 'account' });
    }
    const { uid: authorUid } = context;
    const note = { schemaVersion: 1, accountId, text, authorUid, createdAt: now() };
    const data = await encodeDocument(db, StaffNote, note);
    const target = `accounts/${accountId}`;
    await writeAudited(
      { db, now },
      {
        auditId: `add-note-${requestId}`,
        entry: {
          ...attribution(context),
          ...{ action: 'add-note', target, before: null, after: { noteId: requestId }, reason: '' },
        },
        change: (batch) => batch.create(collection(db, 'staffNotes').doc(requestId), data),
      },
    );
    return { noteId: requestId };
  };
}

/** Deletes a note for good. */
export function deleteStaffNote({ db, now }: NoteServices): Handler<'deleteStaffNote'> {
  return async ({ requestId, noteId }, context) => {
    assertFreshRequestId(requestId, now());
    const reference = collection(db, 'staffNotes').doc(noteId);
    const auditId = `delete-note-${requestId}`;
    const [snapshot, audit] = await db.getAll(reference, collection(db, 'audit').doc(auditId));
    if (audit?.exists && audit.get('before.noteId') === noteId) return {};
    const note = snapshot && decodeDocument(StaffNote, snapshot);
    if (!note) throw new AppError('not-found', { reason: 'note' });
    await writeAudited(
      { db, now },
      {
        auditId,
        entry: {
          ...attribution(context),
          ...{ action: 'delete-note', target: `accounts/${note.value.accountId}` },
          ...{ before: { noteId, authorUid: note.value.authorUid }, after: null, reason: '' },
        },
        change: (batch) => batch.delete(reference, { lastUpdateTime: note.version }),
      },
    );
    return {};
  };
}
