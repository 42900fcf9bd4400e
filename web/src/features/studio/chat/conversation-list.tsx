import { plural, t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { MessagesSquare, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { ShownList } from '#kit/hooks/use-list.ts';
import { Sheet } from '../../../components/controls/sheet.tsx';
import { LoadOlder } from '../../../components/layout/load-older.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import { dateTimeText } from '../../../lib/texts/format.ts';
import { isolated } from '../../../lib/texts/isolated.ts';
import type { Conversation } from './conversations.ts';

export interface ConversationListProps {
  conversations: readonly Conversation[];
  list: Pick<ShownList<unknown>, 'hasOlder' | 'older' | 'loadOlder'>;
  openId: string | null;
  removing: boolean;
  onOpen: (id: string) => void;
  onRemove: (conversation: Conversation) => Promise<void>;
  onClose: () => void;
}

/** All conversations, to go on with one or to delete it. */
export function ConversationList(props: ConversationListProps) {
  const { conversations, list, openId, removing, onOpen, onRemove, onClose } = props;
  const [deleting, setDeleting] = useState<Conversation | null>(null);
  const confirmDelete = async (conversation: Conversation) => {
    await onRemove(conversation);
    setDeleting(null);
  };
  return (
    <Sheet title={t`Conversations`} open onClose={onClose}>
      {conversations.length === 0 && <EmptyState icon={MessagesSquare} title={t`No conversations yet`} />}
      <ul className="space-y-1">
        {conversations.map((conversation) => {
          const { id, title, turns, lastAtMs } = conversation;
          return (
            <li key={id} className="flex items-center gap-1">
              <button
                type="button"
                aria-current={id === openId || undefined}
                onClick={() => onOpen(id)}
                className="min-w-0 flex-1 rounded-lg px-3 py-2 text-start transition-colors hover:bg-raised aria-[current]:bg-ember-soft"
              >
                <span className="block truncate font-medium">{title}</span>
                <span className="nums block text-ink-2 text-xs">
                  {dateTimeText(lastAtMs)} ·{' '}
                  {plural(turns.length, { one: '# question', other: '# questions' })}
                </span>
              </button>
              <IconButton
                icon={Trash2}
                label={t`Delete ${isolated(title)}`}
                onClick={() => setDeleting(conversation)}
              />
            </li>
          );
        })}
      </ul>
      <LoadOlder list={list} />
      <ConfirmDialog
        open={deleting !== null}
        title={t`Delete this conversation?`}
        confirmLabel={t`Delete`}
        busy={removing}
        onConfirm={() => deleting && void confirmDelete(deleting)}
        onCancel={() => setDeleting(null)}
      >
        <Trans>
          Its questions and answers are deleted for good. The history keeps what they cost; no credits return.
        </Trans>
      </ConfirmDialog>
    </Sheet>
  );
}
