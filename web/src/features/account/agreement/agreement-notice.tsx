import { type AgreementRequest, minimumAgeIn } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { FileText } from 'lucide-react';
import { useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { AgeStatement, TermsLinks } from '../../../components/people/terms-statement.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { Dialog } from '../../../components/ui/dialog.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { notificationLanguage } from '../../../lib/language/notification-language.ts';
import { toast } from '../../../lib/page/toast.ts';
import { useServices } from '../../../lib/service/services.ts';
import { dateText } from '../../../lib/texts/format.ts';

interface AgreementNoticeProps {
  request: AgreementRequest;
  onAgreed: () => void;
}

/** Asks for an agreement to the terms that apply, and stays above every page until it is given. */
export function AgreementNotice({ request, onAgreed }: AgreementNoticeProps) {
  const { client } = useServices();
  const [isOpen, setOpen] = useState(true);
  const { terms, minimumAge, isRenewal, asksFor } = request;
  const isAboutAge = asksFor === 'age';
  const { version } = terms;
  const [chosen, setChosen] = useState<string | null>(null);
  const [detected, setDetected] = useState<string | null>(request.country);
  const country = detected ?? chosen;
  const agreeing = useMutation({
    mutationFn: () => {
      const age = minimumAgeIn(minimumAge, country);
      return client.call('agreeToTerms', { version, via: 'dialog', age, country });
    },
    onSuccess: () => {
      toast.success(t`Thank you. You can go on`);
      onAgreed();
    },
    onError: (error) => setDetected(toCallError(error).details.country ?? detected),
  });
  const title = isAboutAge
    ? t`Confirm your age`
    : isRenewal
      ? t`Our terms have changed`
      : t`Agree to our terms`;
  return (
    <>
      <section
        aria-label={title}
        className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-xl border border-held/40 bg-held/8 p-4"
      >
        <FileText aria-hidden="true" className="size-5 shrink-0 text-held" />
        <div className="min-w-48 flex-1">
          <p className="font-medium">{title}</p>
          <p className="text-ink-2">
            {isAboutAge ? (
              <Trans>Until you confirm it, nothing new starts, and nothing can be bought.</Trans>
            ) : (
              <Trans>Until you agree, nothing new starts, and nothing can be bought.</Trans>
            )}
          </p>
        </div>
        <Button size="small" look="primary" onClick={() => setOpen(true)}>
          {isAboutAge ? <Trans>Confirm your age</Trans> : <Trans>Review the terms</Trans>}
        </Button>
      </section>
      <Dialog title={title} open={isOpen} onClose={() => setOpen(false)}>
        <div className="space-y-4">
          {isAboutAge && (
            <p>
              <Trans>The minimum age has been raised since you confirmed yours.</Trans>
            </p>
          )}
          {isRenewal && !isAboutAge && (
            <p className="whitespace-pre-line">{terms.summary[notificationLanguage]}</p>
          )}
          <p className="text-ink-2">
            <Trans>
              Version {version} applies since {dateText(terms.appliesFromMs)}. Read the{' '}
              <TermsLinks terms={terms} />.
            </Trans>
          </p>
          <div className="space-y-2 text-ink-2">
            <AgeStatement
              minimumAge={minimumAge}
              country={country}
              onCountry={detected === null ? setChosen : undefined}
            />
          </div>
          {agreeing.error && <ErrorNotice error={toCallError(agreeing.error)} />}
          <div className="flex justify-end gap-2">
            <Button onClick={() => setOpen(false)}>
              <Trans>Not now</Trans>
            </Button>
            <Button look="primary" busy={agreeing.isPending} onClick={() => agreeing.mutate()}>
              {isAboutAge ? <Trans>Confirm</Trans> : <Trans>Agree</Trans>}
            </Button>
          </div>
          <p className="border-t pt-3 text-ink-3 text-xs">
            <Trans>
              Without it you can still cancel running work and your plan, and{' '}
              <Link
                to="/account"
                onClick={() => setOpen(false)}
                className="text-ember-text underline underline-offset-2"
              >
                export your data or delete your account
              </Link>
              .
            </Trans>
          </p>
        </div>
      </Dialog>
    </>
  );
}
