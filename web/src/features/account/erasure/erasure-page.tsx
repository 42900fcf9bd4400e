import { FRESH_SIGN_IN_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { useAccount } from '#kit/hooks/use-account.ts';
import { PageHeader } from '../../../components/layout/page-header.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { ConfirmDialog } from '../../../components/ui/confirm-dialog.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { type Fact, FactList } from '../../../components/ui/fact-list.tsx';
import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { useBilling } from '../../../lib/data/use-billing.ts';
import { useErasure } from '../../../lib/data/use-erasure.ts';
import { useServices } from '../../../lib/service/services.ts';
import { exactCredits } from '../../../lib/texts/format.ts';
import { ErasureNotice } from './erasure-notice.tsx';
import { KeptList } from './kept-list.tsx';
import { SignInAgain } from './sign-in-again.tsx';

/** Lets users delete their account: what ends at once, what is lost, what stays, and for how long it can be undone. */
export function ErasurePage() {
  const { auth, client } = useServices();
  const { billing } = useBilling();
  const erasure = useErasure(useAccountId());
  const losses = useLosses();
  const [step, setStep] = useState<'read' | 'sign-in' | 'confirm'>('read');
  const request = useMutation({
    mutationFn: () => client.call('requestErasure', {}),
    onSettled: () => setStep('read'),
  });
  const begin = () => {
    const signedInMs = Date.parse(auth.currentUser?.metadata.lastSignInTime ?? '');
    // Somewhat less, because the confirmation takes time too.
    const isFresh = Date.now() - signedInMs < FRESH_SIGN_IN_MS - 60_000;
    setStep(isFresh ? 'confirm' : 'sign-in');
  };
  return (
    <div className="mx-auto w-full max-w-3xl">
      <Link to="/account" className="mb-3 inline-flex items-center gap-1.5 text-ink-2 text-xs hover:text-ink">
        <ArrowLeft aria-hidden="true" className="size-3.5" /> <Trans>Account</Trans>
      </Link>
      <PageHeader title={t`Delete account`}>
        <Trans>
          Everything about you is deleted after seven days. Until then you can change your mind; what could
          charge you ends at once.
        </Trans>
      </PageHeader>
      <ErasureNotice />
      {erasure === null && (
        <>
          <section aria-labelledby="lost" className="rounded-2xl border border-line bg-surface p-5">
            <h2 id="lost" className="font-semibold">
              <Trans>What you lose</Trans>
            </h2>
            <FactList facts={losses} />
          </section>
          <section aria-labelledby="kept" className="mt-5 rounded-2xl border border-line bg-surface p-5">
            <h2 id="kept" className="font-semibold">
              <Trans>What stays, and why</Trans>
            </h2>
            <KeptList isDisputed={(billing?.disputes.length ?? 0) > 0} />
          </section>
          <div className="mt-5 space-y-4">
            {request.error && <ErrorNotice error={toCallError(request.error)} />}
            {step === 'sign-in' ? (
              <SignInAgain onDone={() => setStep('confirm')} />
            ) : (
              <Button look="danger" onClick={begin}>
                <Trans>Delete my account</Trans>
              </Button>
            )}
          </div>
        </>
      )}
      <ConfirmDialog
        title={t`Delete your account?`}
        confirmLabel={t`Delete account`}
        cancelLabel={t`Keep account`}
        open={step === 'confirm'}
        busy={request.isPending}
        onConfirm={() => request.mutate()}
        onCancel={() => setStep('read')}
      >
        <Trans>
          Running work and your plan end now, and your cards are removed. These don’t come back, even if you
          keep your account. For seven days you can sign in and keep it.
        </Trans>
      </ConfirmDialog>
    </div>
  );
}

function useLosses(): Fact[] {
  const { account, availableMicros } = useAccount();
  const { billing } = useBilling();
  const paidMicros = (account?.lots ?? [])
    .filter(({ source }) => source === 'purchase' || source === 'subscription')
    .reduce((sum, { remainingMicros }) => sum + remainingMicros, 0);
  const plan = billing?.paidPlan?.terms?.label ?? billing?.paidPlan?.plan;
  return [
    {
      label: t`Credits`,
      value: availableMicros === undefined ? '–' : exactCredits(availableMicros),
    },
    {
      label: t`Of them paid for`,
      value: t`${exactCredits(paidMicros)}. They are not refunded; ask for a refund before you delete your account.`,
    },
    {
      label: t`Plan`,
      value: plan ? t`${plan} ends now, and what is left of the paid time lapses.` : t`none`,
    },
    { label: t`Top-up and cards`, value: t`Automatic top-up is turned off, and saved cards are removed.` },
    { label: t`Work`, value: t`Prompts, results, files and reels are deleted. Export them first.` },
  ];
}
