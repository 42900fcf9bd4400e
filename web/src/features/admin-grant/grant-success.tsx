import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { CircleCheckBig } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { UserLink } from '../../components/people/user-link.tsx';
import { Button } from '../../components/ui/button.tsx';
import { CopyText } from '../../components/ui/copy-text.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { creditsText, exactCredits } from '../../lib/texts/format.ts';
import type { Granted } from './grant-page.tsx';

export function GrantSuccess({ granted, onAgain }: { granted: Granted; onAgain: () => void }) {
  const { request, response } = granted;
  const headingRef = useRef<HTMLHeadingElement>(null);
  useEffect(() => headingRef.current?.focus(), []);
  return (
    <section
      aria-labelledby="granted"
      className="mx-auto max-w-lg animate-rise rounded-2xl border border-line bg-surface p-7 text-center"
    >
      <CircleCheckBig aria-hidden="true" className="mx-auto size-10 text-ok" />
      <h2 id="granted" ref={headingRef} tabIndex={-1} className="mt-4 font-semibold text-xl outline-none">
        <Trans>{creditsText(request.amountMicros)} granted</Trans>
      </h2>
      <p className="mt-1 break-words text-ink-2">
        <Trans>
          <bdi>{'email' in request.to ? request.to.email : request.to.uid}</bdi> now has{' '}
          <span className="nums font-semibold text-ink">{exactCredits(response.remainingMicros)}</span>{' '}
          credits.
        </Trans>
      </p>
      <div className="mt-6 text-start">
        <FactList
          facts={[
            {
              label: t`Person`,
              value: <UserLink uid={response.accountId}>{t`Open their page`}</UserLink>,
            },
            { label: t`Account`, value: <CopyText text={response.accountId} label={t`account id`} /> },
            { label: t`Ledger entry`, value: <CopyText text={response.entryId} label={t`ledger entry`} /> },
          ]}
        />
      </div>
      <Button look="primary" className="mt-6" onClick={onAgain}>
        <Trans>Grant more</Trans>
      </Button>
    </section>
  );
}
