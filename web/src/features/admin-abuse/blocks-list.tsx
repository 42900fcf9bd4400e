import type { Block } from '@firemeter/functions/contract';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Field } from '../../components/field.tsx';
import { toCallError } from '../../lib/call-error.ts';
import { dateTimeText } from '../../lib/format.ts';
import { isolated } from '../../lib/isolated.ts';
import { newRequestId } from '../../lib/new-request-id.ts';
import { useServices } from '../../lib/services.ts';
import { useEmailOf } from '../../lib/use-email-of.ts';
import { useNow } from '../../lib/use-now.ts';

const words = { address: 'Address', account: 'Account', device: 'Device' } as const;

/** Who is kept out now, and the way to let them in again. */
export function BlocksList({ blocks }: { blocks: readonly Block[] }) {
  const { client } = useServices();
  const nowMs = useNow({ everyMs: 5_000 });
  const [asked, setAsked] = useState<Block>();
  const [reason, setReason] = useState('');
  const undo = useMutation({
    mutationFn: ({ blockId }: Block) =>
      client.call('changeBlocks', {
        action: 'unblock',
        requestId: newRequestId(),
        blockId,
        reason: reason.trim() || 'No longer needed',
      }),
  });
  const current = blocks.filter(({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > nowMs);
  if (current.length === 0) {
    return <p className="rounded-2xl border border-line bg-surface p-5 text-ink-2">Nobody is blocked.</p>;
  }
  return (
    <>
      {undo.error && <ErrorNotice error={toCallError(undo.error)} />}
      <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
        {current.map((block) => (
          <li key={block.blockId} className="flex items-start gap-3 p-3.5">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                {words[block.target.kind]}{' '}
                <span className="font-mono text-[0.8125rem]">{targetText(block)}</span>
              </p>
              <p className="break-words text-ink-2 text-[0.8125rem]">{block.reason}</p>
              <p className="nums text-ink-3 text-xs">
                <Author author={block.author} />, {dateTimeText(block.createdAtMs)} ·{' '}
                {block.expiresAtMs === null ? 'until undone' : `until ${dateTimeText(block.expiresAtMs)}`}
              </p>
            </div>
            <Button
              size="small"
              onClick={() => setAsked(block)}
              aria-label={`Unblock ${isolated(targetText(block))}`}
            >
              Unblock
            </Button>
          </li>
        ))}
      </ul>
      <ConfirmDialog
        title={asked ? `Unblock ${isolated(targetText(asked))}?` : ''}
        confirmLabel="Unblock"
        open={asked !== undefined}
        onCancel={() => setAsked(undefined)}
        onConfirm={() => {
          if (asked) undo.mutate(asked);
          setAsked(undefined);
        }}
      >
        <Field
          label="Reason"
          maxLength={300}
          value={reason}
          hint="Kept in the audit log. Holds everywhere within five seconds."
          onChange={(event) => setReason(event.target.value)}
        />
      </ConfirmDialog>
    </>
  );
}

function Author({ author }: Pick<Block, 'author'>) {
  return <bdi>{useEmailOf(author.uid, author.email)}</bdi>;
}

function targetText({ target }: Block): string {
  switch (target.kind) {
    case 'address':
      return target.range;
    case 'account':
      return target.accountId;
    case 'device':
      return target.device.slice(0, 12);
  }
}
