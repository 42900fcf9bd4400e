import type { TermsVersion } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { Button } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { Field } from '../../components/ui/field.tsx';
import { toast } from '../../lib/page/toast.ts';
import { useReason } from '../../lib/page/use-reason.ts';
import { useServices } from '../../lib/service/services.ts';
import { dateText } from '../../lib/texts/format.ts';

/** Withdraws a version of the terms that doesn't apply yet, after a question that names what follows. */
export function WithdrawTerms({ version, appliesFromMs }: Pick<TermsVersion, 'version' | 'appliesFromMs'>) {
  const { client } = useServices();
  const { reason, field, confirm, clear } = useReason();
  const [isAsked, setIsAsked] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another reason is another request
  const requestId = useMemo(newRequestId, [version, reason]);
  const withdraw = useMutation({
    mutationFn: () => client.call('updateTerms', { action: 'withdraw', requestId, version, reason }),
    onSuccess: () => {
      toast.success(t`Version ${version} is withdrawn`);
      close();
    },
  });
  const close = () => {
    setIsAsked(false);
    clear();
    withdraw.reset();
  };
  const day = dateText(appliesFromMs);
  return (
    <>
      <Button type="button" size="small" onClick={() => setIsAsked(true)}>
        <Trans>
          Withdraw <span className="sr-only">version {version}</span>
        </Trans>
      </Button>
      <ConfirmDialog
        title={t`Withdraw version ${version}?`}
        confirmLabel={t`Withdraw`}
        open={isAsked}
        busy={withdraw.isPending}
        onCancel={close}
        onConfirm={() => confirm(() => withdraw.mutate())}
      >
        <div className="space-y-4">
          <ul className="list-disc space-y-1 ps-4">
            <li>
              <Trans>It does not apply on {day}, and nobody is asked to agree to it.</Trans>
            </li>
            <li>
              <Trans>Nobody else is notified of it, and nobody is told that it is withdrawn.</Trans>
            </li>
            <li>
              <Trans>What users have agreed to already is kept as proof.</Trans>
            </li>
          </ul>
          <Field {...field} hint={t`The reason is kept in the audit log.`} />
          {withdraw.error && <ErrorNotice error={toCallError(withdraw.error)} />}
        </div>
      </ConfirmDialog>
    </>
  );
}
