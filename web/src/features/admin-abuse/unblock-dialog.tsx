import { type Block, balanceMicros } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMutation } from '@tanstack/react-query';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { EmailOf } from '../../components/people/email-of.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { Field } from '../../components/ui/field.tsx';
import { useReason } from '../../lib/page/use-reason.ts';
import { useServices } from '../../lib/service/services.ts';
import { accountSource } from '../../lib/service/sources/live-sources.ts';
import { creditsText, dateTimeText } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';
import { blockTargetText } from './block-target-text.ts';

const effects = {
  address: t`Everyone at this address can make requests again within five seconds.`,
  account: t`They can make requests again within five seconds.`,
  device: t`Everyone on this device can make requests again within five seconds.`,
} as const;

/** Asks for the reason, then lets in again whoever a block keeps out. */
export function UnblockDialog({ block, onClose }: { block: Block; onClose: () => void }) {
  const { client } = useServices();
  const { blockId, target, expiresAtMs } = block;
  const { reason, field, confirm } = useReason();
  const unblock = useMutation({
    mutationFn: () =>
      client.call('changeBlocks', {
        action: 'unblock',
        requestId: newRequestId(),
        blockId,
        reason,
      }),
    onSuccess: onClose,
  });
  return (
    <ConfirmDialog
      open
      title={t`Unblock ${isolated(blockTargetText(block))}?`}
      confirmLabel={t`Unblock`}
      busy={unblock.isPending}
      onCancel={onClose}
      onConfirm={() => confirm(unblock.mutate)}
    >
      {target.kind === 'account' && <AccountFacts accountId={target.accountId} />}
      <FactList
        facts={[
          { label: t`Blocked for`, value: block.reason },
          {
            label: t`Ends`,
            value: expiresAtMs === null ? t`only when unblocked` : dateTimeText(expiresAtMs),
          },
          { label: t`Effect`, value: effects[target.kind] },
        ]}
      />
      <div className="mt-4 space-y-4">
        <Field {...field} />
        {unblock.error && <ErrorNotice error={toCallError(unblock.error)} />}
      </div>
    </ConfirmDialog>
  );
}

function AccountFacts({ accountId }: { accountId: string }) {
  const account = useLive(accountSource(accountId)).items?.[0]?.value;
  return (
    <FactList
      facts={[
        { label: t`Account`, value: <EmailOf uid={accountId} storedEmail={account?.email ?? null} /> },
        ...(account ? [{ label: t`Has`, value: creditsText(balanceMicros(account, Date.now())) }] : []),
      ]}
    />
  );
}
