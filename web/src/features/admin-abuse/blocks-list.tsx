import type { Block } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useNow } from '#kit/hooks/use-now.ts';
import { EmailOf } from '../../components/people/email-of.tsx';
import { Button } from '../../components/ui/button.tsx';
import { dateTimeText } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';
import { blockTargetText } from './block-target-text.ts';
import { UnblockDialog } from './unblock-dialog.tsx';

const words = { address: t`Address`, account: t`Account`, device: t`Device` } as const;

/** Who is kept out now, and the way to let them in again. */
export function BlocksList({ blocks }: { blocks: readonly Block[] }) {
  const nowMs = useNow({ everyMs: 5_000 });
  const [asked, setAsked] = useState<Block>();
  const current = blocks.filter(({ expiresAtMs }) => expiresAtMs === null || expiresAtMs > nowMs);
  if (current.length === 0) {
    return (
      <p className="rounded-2xl border border-line bg-surface p-5 text-ink-2">
        <Trans>Nobody is blocked.</Trans>
      </p>
    );
  }
  return (
    <>
      <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
        {current.map((block) => (
          <li key={block.blockId} className="flex items-start gap-3 p-3.5">
            <div className="min-w-0 flex-1">
              <p className="truncate font-medium">
                {words[block.target.kind]}{' '}
                <span className="font-mono text-[0.8125rem]">{blockTargetText(block)}</span>
              </p>
              <p className="break-words text-ink-2 text-[0.8125rem]">{block.reason}</p>
              <p className="nums text-ink-3 text-xs">
                <EmailOf uid={block.author.uid} storedEmail={block.author.email} />,{' '}
                {dateTimeText(block.createdAtMs)} ·{' '}
                {block.expiresAtMs === null
                  ? t`until unblocked`
                  : t`until ${dateTimeText(block.expiresAtMs)}`}
              </p>
            </div>
            <Button
              size="small"
              onClick={() => setAsked(block)}
              aria-label={t`Unblock ${isolated(blockTargetText(block))}`}
            >
              <Trans>Unblock</Trans>
            </Button>
          </li>
        ))}
      </ul>
      {asked && <UnblockDialog block={asked} onClose={() => setAsked(undefined)} />}
    </>
  );
}
