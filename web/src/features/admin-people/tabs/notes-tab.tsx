import type { StaffNote } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { NotebookPen, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { useList } from '#kit/hooks/use-list.ts';
import { Unread } from '../../../components/controls/unread.tsx';
import { LoadOlder } from '../../../components/layout/load-older.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { inputClass } from '../../../components/ui/field.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { useEmailOf } from '../../../lib/data/use-email-of.ts';
import { useServices } from '../../../lib/service/services.ts';
import { noteList } from '../../../lib/service/sources/list-sources.ts';
import { dateTimeText } from '../../../lib/texts/format.ts';

/** Shows the staff's notes about a user. */
export function NotesTab({ accountId }: { accountId: string }) {
  const { client } = useServices();
  const { items, ...list } = useList(noteList(accountId));
  const [text, setText] = useState('');
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text is another note
  const requestId = useMemo(newRequestId, [text]);
  const add = useMutation({
    mutationFn: (note: string) => client.call('addStaffNote', { requestId, accountId, text: note.trim() }),
    // What has been typed since stays.
    onSuccess: (_, note) => setText((now) => (now === note ? '' : now)),
  });
  return (
    <div className="space-y-5">
      <form
        className="space-y-3 rounded-2xl border border-line bg-surface p-5"
        onSubmit={(event) => {
          event.preventDefault();
          if (text.trim() !== '') add.mutate(text);
        }}
      >
        <label htmlFor="note" className="font-medium text-[0.8125rem]">
          <Trans>New note</Trans>
        </label>
        <textarea
          id="note"
          rows={3}
          maxLength={2_000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          className={`${inputClass} mt-1.5 py-2.5`}
        />
        {add.error && <ErrorNotice error={toCallError(add.error)} />}
        <div className="flex flex-wrap items-center justify-between gap-3">
          <p className="text-ink-3 text-xs">
            <Trans>Only staff see notes. Anybody they are about may ask for them.</Trans>
          </p>
          <Button type="submit" look="primary" busy={add.isPending} disabled={text.trim() === ''}>
            <Trans>Add note</Trans>
          </Button>
        </div>
      </form>
      {!items && <Unread status={list.status}>{null}</Unread>}
      {items?.length === 0 && <EmptyState icon={NotebookPen} title={t`No notes yet`} />}
      {items && items.length > 0 && (
        <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
          {items.map(({ id, value }) => (
            <Note key={id} noteId={id} note={value} />
          ))}
        </ul>
      )}
      <LoadOlder list={list} />
    </div>
  );
}

function Note({ noteId, note }: { noteId: string; note: StaffNote }) {
  const { client } = useServices();
  const who = useEmailOf(note.authorUid);
  const [isAsked, setIsAsked] = useState(false);
  const requestId = useMemo(newRequestId, []);
  const remove = useMutation({ mutationFn: () => client.call('deleteStaffNote', { requestId, noteId }) });
  return (
    <li className="flex items-start gap-3 px-5 py-3.5">
      <div className="min-w-0 flex-1">
        <p className="whitespace-pre-wrap break-words">{note.text}</p>
        <p className="nums mt-1 text-ink-3 text-xs">
          {who} · {dateTimeText(note.createdAt)}
        </p>
        {remove.error && <ErrorNotice error={toCallError(remove.error)} />}
      </div>
      <IconButton icon={Trash2} label={t`Delete note`} onClick={() => setIsAsked(true)} />
      <ConfirmDialog
        title={t`Delete this note?`}
        confirmLabel={t`Delete`}
        open={isAsked}
        onCancel={() => setIsAsked(false)}
        onConfirm={() => {
          setIsAsked(false);
          remove.mutate();
        }}
      >
        <Trans>It is gone for good.</Trans>
      </ConfirmDialog>
    </li>
  );
}
