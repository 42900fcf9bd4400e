import type { Account } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { Field } from '../../components/ui/field.tsx';
import { useReason } from '../../lib/page/use-reason.ts';
import { useServices } from '../../lib/service/services.ts';
import { isolated } from '../../lib/texts/isolated.ts';

const effects = {
  start: t`New requests cost nothing, and are recorded all the same. Its credits stay.`,
  end: t`New requests cost credits again.`,
};

interface UnlimitedFormProps {
  accountId: string;
  account: Account;
  /** Whose account it is, by name or e-mail. */
  who: string;
}

/** Shows whether an account is unlimited, and changes that. */
export function UnlimitedForm({ accountId, account: { unlimited }, who }: UnlimitedFormProps) {
  const { client } = useServices();
  const { reason, field, confirm, clear } = useReason();
  const [isAsked, setIsAsked] = useState(false);
  const [requestId, setRequestId] = useState(newRequestId);
  const change = useMutation({
    mutationFn: () => client.call('setUnlimited', { requestId, accountId, unlimited: !unlimited, reason }),
    onSuccess: () => {
      clear();
      setRequestId(newRequestId());
    },
  });
  return (
    <form
      noValidate
      aria-label={t`Unlimited use`}
      className="space-y-3 rounded-xl border border-line bg-sunken p-4"
      onSubmit={(event) => {
        event.preventDefault();
        confirm(() => setIsAsked(true));
      }}
    >
      <p>
        {unlimited ? t`This account is unlimited: nothing is charged.` : t`This account pays with credits.`}
      </p>
      <Field
        {...field}
        onChange={(event) => {
          field.onChange(event);
          setRequestId(newRequestId());
        }}
      />
      {change.error && <ErrorNotice error={toCallError(change.error)} />}
      <Button type="submit" look="secondary" busy={change.isPending}>
        {unlimited ? <Trans>End unlimited use</Trans> : <Trans>Make unlimited</Trans>}
      </Button>
      <ConfirmDialog
        title={unlimited ? t`End unlimited use of ${isolated(who)}?` : t`Make ${isolated(who)} unlimited?`}
        confirmLabel={unlimited ? t`End unlimited use` : t`Make unlimited`}
        open={isAsked}
        onCancel={() => setIsAsked(false)}
        onConfirm={() => {
          setIsAsked(false);
          change.mutate();
        }}
      >
        <FactList
          facts={[
            { label: t`Account`, value: who },
            { label: t`Effect`, value: unlimited ? effects.end : effects.start },
            { label: t`Reason`, value: reason },
          ]}
        />
      </ConfirmDialog>
    </form>
  );
}
