import { balanceMicros } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { useLive } from '#kit/hooks/use-live.ts';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { Field } from '../../components/ui/field.tsx';
import { useEmailOf } from '../../lib/data/use-email-of.ts';
import { useReason } from '../../lib/page/use-reason.ts';
import { useServices } from '../../lib/service/services.ts';
import { accountSource } from '../../lib/service/sources/live-sources.ts';
import { creditsText } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';

const effects = {
  suspend: t`Every new request is refused at once. Its credits stay, and do not expire meanwhile.`,
  reinstate: t`It can make requests again at once. Its credits expire later by the time it was suspended.`,
};

/** Whether an account is suspended, and the way to change that. */
export function AccountStatus({ accountId }: { accountId: string }) {
  const { client } = useServices();
  const { items } = useLive(accountSource(accountId));
  const { reason, field, confirm, clear } = useReason();
  const [isAsked, setIsAsked] = useState(false);
  const [requestId, setRequestId] = useState(newRequestId);
  const change = useMutation({
    mutationFn: (status: 'active' | 'suspended') =>
      client.call('changeAccountStatus', { requestId, accountId, status, reason }),
    onSuccess: () => {
      clear();
      setRequestId(newRequestId());
    },
  });
  const account = items?.[0]?.value;
  const who = useEmailOf(accountId, account?.email);
  if (!account) return null;
  const isSuspended = account.status === 'suspended';
  const has = creditsText(balanceMicros(account, Date.now()));
  return (
    <form
      noValidate
      aria-label={t`Account status`}
      className="space-y-3 rounded-xl border border-line bg-sunken p-4"
      onSubmit={(event) => {
        event.preventDefault();
        confirm(() => setIsAsked(true));
      }}
    >
      <p>
        <Trans>
          This account is{' '}
          <strong className={isSuspended ? 'text-bad' : 'text-ok'}>
            {isSuspended ? t`suspended` : t`active`}
          </strong>
        </Trans>
        {account.statusReason && (
          <span className="text-ink-2">
            : <bdi>{account.statusReason}</bdi>
          </span>
        )}
      </p>
      <Field
        {...field}
        onChange={(event) => {
          field.onChange(event);
          setRequestId(newRequestId());
        }}
      />
      {change.error && <ErrorNotice error={toCallError(change.error)} />}
      <Button type="submit" look={isSuspended ? 'secondary' : 'danger'} busy={change.isPending}>
        {isSuspended ? t`Reinstate` : t`Suspend the account`}
      </Button>
      <ConfirmDialog
        title={isSuspended ? t`Reinstate ${isolated(who)}?` : t`Suspend ${isolated(who)}?`}
        confirmLabel={isSuspended ? t`Reinstate` : t`Suspend`}
        open={isAsked}
        onCancel={() => setIsAsked(false)}
        onConfirm={() => {
          setIsAsked(false);
          change.mutate(isSuspended ? 'active' : 'suspended');
        }}
      >
        <FactList
          facts={[
            { label: t`Account`, value: who },
            { label: t`Has`, value: has },
            { label: t`Effect`, value: isSuspended ? effects.reinstate : effects.suspend },
            { label: t`Reason`, value: reason.trim() },
          ]}
        />
      </ConfirmDialog>
    </form>
  );
}
