import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Hourglass } from 'lucide-react';
import { toCallError } from '#kit/core/call-error.ts';
import { Button } from '../../../components/ui/button.tsx';
import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { useErasure } from '../../../lib/data/use-erasure.ts';
import { describeError } from '../../../lib/errors/describe-error.ts';
import { toast } from '../../../lib/page/toast.ts';
import { useServices } from '../../../lib/service/services.ts';
import { dateTimeText } from '../../../lib/texts/format.ts';

/** While an erasure can be undone: when it happens, and how to undo it. */
export function ErasureNotice() {
  const { client } = useServices();
  const erasure = useErasure(useAccountId());
  const undo = useMutation({
    mutationFn: () => client.call('undoErasure', {}),
    onSuccess: () => toast.success(t`Your account stays`),
    onError: (error) => toast.error(describeError(toCallError(error)).help),
  });
  if (!erasure) return null;
  return (
    <section
      aria-label={t`Your account is being deleted`}
      className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-bad/30 bg-bad/8 p-4"
    >
      <Hourglass aria-hidden="true" className="size-5 shrink-0 text-bad" />
      <div className="min-w-48 flex-1">
        <p className="font-medium">
          {erasure.state === 'requested' ? (
            <Trans>Your account will be deleted after {dateTimeText(erasure.undoUntil)}</Trans>
          ) : (
            <Trans>Your account is being deleted</Trans>
          )}
        </p>
        <p className="text-ink-2">
          <Trans>Nothing can charge you any more. Running work was ended, and nothing new starts.</Trans>
        </p>
      </div>
      {erasure.state === 'requested' && (
        <Button busy={undo.isPending} onClick={() => undo.mutate()}>
          <Trans>Keep my account</Trans>
        </Button>
      )}
    </section>
  );
}
