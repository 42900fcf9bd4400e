import { GUEST_WINDOW } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { useServices } from '../../lib/service/services.ts';
import { Select } from '../controls/select.tsx';
import { ActionDialog } from './action-dialog.tsx';
import type { ActionProps } from './credit-actions.tsx';

export function StatusAction({ uid, accountId, account, onClose }: ActionProps) {
  const { client } = useServices();
  const isSuspended = account.status === 'suspended';
  const words = { active: t`active`, suspended: t`suspended` };
  const next = isSuspended ? 'active' : 'suspended';
  return (
    <ActionDialog
      title={isSuspended ? t`Reinstate the account` : t`Suspend the account`}
      uid={uid}
      confirmLabel={isSuspended ? t`Reinstate` : t`Suspend`}
      isDangerous={!isSuspended}
      intent={next}
      effects={[
        { label: t`Status`, value: `${words[account.status]} → ${words[next]}` },
        {
          label: t`Credits`,
          value: isSuspended
            ? t`expire later by the time it was suspended`
            : t`stay, and don’t expire meanwhile`,
        },
      ]}
      run={async (call) => {
        await client.call('changeAccountStatus', { ...call, accountId, status: next });
        return {
          text: isSuspended ? t`The account is active again.` : t`The account is suspended.`,
          undo: async (undoCall) => {
            await client.call('changeAccountStatus', { ...undoCall, accountId, status: account.status });
            return t`Undone.`;
          },
        };
      }}
      onClose={onClose}
    />
  );
}

export function UnlimitedAction({ uid, accountId, account, onClose }: ActionProps) {
  const { client } = useServices();
  const { unlimited } = account;
  const words = (isUnlimited: boolean) => (isUnlimited ? t`costs nothing` : t`costs credits`);
  return (
    <ActionDialog
      title={unlimited ? t`End unlimited use` : t`Make unlimited`}
      uid={uid}
      confirmLabel={unlimited ? t`End unlimited use` : t`Make unlimited`}
      intent={String(unlimited)}
      effects={[{ label: t`Each request`, value: `${words(unlimited)} → ${words(!unlimited)}` }]}
      run={async (call) => {
        await client.call('setUnlimited', { ...call, accountId, unlimited: !unlimited });
        return {
          text: unlimited ? t`The account pays with credits again.` : t`The account is unlimited.`,
          undo: async (undoCall) => {
            await client.call('setUnlimited', { ...undoCall, accountId, unlimited });
            return t`Undone.`;
          },
        };
      }}
      onClose={onClose}
    />
  );
}

/** Keeps the evidence about a user who is erased, or ends that. */
export function LegalHoldAction({ uid, accountId, isHeld, onClose }: ActionProps & { isHeld: boolean }) {
  const { client } = useServices();
  const change = (call: { requestId: string; reason: string }, next: boolean) =>
    client.call('setLegalHold', { ...call, accountId, isHeld: next });
  return (
    <ActionDialog
      title={isHeld ? t`End the legal hold` : t`Set a legal hold`}
      uid={uid}
      confirmLabel={isHeld ? t`End legal hold` : t`Keep evidence`}
      isDangerous={isHeld}
      intent={String(isHeld)}
      effects={[
        {
          label: t`Evidence`,
          value: isHeld
            ? t`is deleted, unless a dispute or a review needs it`
            : t`stays until the hold is ended: name, addresses, card, requests’ origin, signs of abuse, appeals`,
        },
        { label: t`Everything else`, value: t`is erased in any case` },
      ]}
      run={async (call) => {
        await change(call, !isHeld);
        return {
          text: isHeld ? t`The legal hold has ended.` : t`Evidence is kept.`,
          ...(!isHeld && {
            undo: async (undoCall: { requestId: string; reason: string }) => {
              await change(undoCall, false);
              return t`Undone.`;
            },
          }),
        };
      }}
      onClose={onClose}
    />
  );
}

/** @param operation chosen at first */
export function ResetLimitAction({
  uid,
  accountId,
  account,
  operation: first,
  onClose,
}: ActionProps & { operation?: string | undefined }) {
  const { client } = useServices();
  const { published } = useCatalog();
  const operations = published?.catalog.operations ?? {};
  const used = Object.keys(account.windows).filter((name) => (account.windows[name] ?? []).length > 0);
  const [operation, setOperation] = useState(first ?? used[0] ?? '');
  const labelOf = (name: string) =>
    name === GUEST_WINDOW ? t`Turns of a guest` : (operations[name]?.label ?? name);
  const count = (account.windows[operation] ?? []).length;
  return (
    <ActionDialog
      title={t`Reset limit`}
      uid={uid}
      confirmLabel={t`Reset limit`}
      fault={operation === '' ? t`No limit counts anything at the moment.` : null}
      intent={operation}
      effects={[{ label: t`Counted requests`, value: `${count} → 0` }]}
      run={async (call) => {
        await client.call('resetLimit', { ...call, accountId, operation });
        return { text: t`The limit of “${labelOf(operation)}” starts anew.` };
      }}
      onClose={onClose}
    >
      {used.length > 0 && (
        <Select
          label={t`Limit`}
          value={operation}
          options={used.map((name) => ({
            value: name,
            label: labelOf(name),
            aside: String((account.windows[name] ?? []).length),
          }))}
          onChange={setOperation}
          className="w-full"
        />
      )}
    </ActionDialog>
  );
}
