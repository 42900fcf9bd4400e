import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { sendEmailVerification } from 'firebase/auth';
import { MailWarning } from 'lucide-react';
import { useAccount } from '#kit/hooks/use-account.ts';
import { Button, buttonClass } from '../../components/ui/button.tsx';
import { useCatalog } from '../../lib/data/use-catalog.ts';
import { confirmationMicros } from '../../lib/money/welcome-promise.ts';
import { toast } from '../../lib/page/toast.ts';
import { useServices } from '../../lib/service/services.ts';
import { usePerson } from '../../lib/service/session/person.tsx';
import { creditsText } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';
import { fetchVerificationLink } from './fetch-verification-link.ts';

/** Until the email is confirmed: what it brings, and how. */
export function VerifyBanner() {
  const { auth, emulators, projectId } = useServices();
  const { email, emailVerified } = usePerson();
  const { published } = useCatalog();
  const { account } = useAccount();

  const resend = useMutation({
    mutationFn: async () => auth.currentUser && sendEmailVerification(auth.currentUser),
    onSuccess: () => toast.success(t`Sent to ${isolated(email ?? '')}`),
    onError: () => toast.error(t`The mail could not be sent. Wait a moment, then try again.`),
  });
  const check = useMutation({
    mutationFn: async () => {
      await auth.currentUser?.reload();
      // A fresh token carries the confirmation to the server, and wakes the session here.
      await auth.currentUser?.getIdToken(true);
      return auth.currentUser?.emailVerified === true;
    },
    onSuccess: (verified) => {
      if (verified) toast.success(t`Your email is confirmed`);
      else toast.message(t`Not confirmed yet. Open the link in the mail first.`);
    },
    onError: () => toast.error(t`This could not be checked. Try again in a moment.`),
  });
  const link = useQuery({
    queryKey: ['verification-link', email, resend.submittedAt],
    queryFn: () =>
      emulators && email ? fetchVerificationLink({ authPort: emulators.auth, projectId, email }) : null,
    enabled: Boolean(emulators && email && !emailVerified),
  });

  if (emailVerified || !email) return null;
  const bringsMicros = published && account ? confirmationMicros(published.catalog.grants, account) : 0;
  return (
    <section
      aria-label={t`Confirm your email`}
      className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-ember/30 bg-ember-soft p-4"
    >
      <MailWarning aria-hidden="true" className="size-5 shrink-0 text-ember-text" />
      <div className="min-w-48 flex-1">
        <p className="font-medium">
          {bringsMicros > 0
            ? t`Confirm your email and receive ${creditsText(bringsMicros)}, once per person`
            : t`Confirm your email`}
        </p>
        <p className="text-ink-2">
          {emulators ? (
            t`Local demo: no email is sent. Open the link from here.`
          ) : (
            <Trans>
              A link is on its way to <span className="break-all">{email}</span>.
            </Trans>
          )}
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        {link.data && (
          <a href={link.data} target="_blank" rel="noreferrer" className={buttonClass({ size: 'small' })}>
            <Trans>Open the link</Trans>
          </a>
        )}
        <Button size="small" look="quiet" busy={resend.isPending} onClick={() => resend.mutate()}>
          <Trans>Send again</Trans>
        </Button>
        <Button size="small" look="primary" busy={check.isPending} onClick={() => check.mutate()}>
          <Trans>I’ve confirmed</Trans>
        </Button>
      </div>
    </section>
  );
}
