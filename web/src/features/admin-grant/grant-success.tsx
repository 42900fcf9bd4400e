import { exactCredits } from '@firemeter/functions/contract';
import { CircleCheckBig } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { Button } from '../../components/button.tsx';
import { CopyText } from '../../components/copy-text.tsx';
import { FactList } from '../../components/fact-list.tsx';
import { creditsText } from '../../lib/format.ts';
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
        {creditsText(request.amountMicros)} granted
      </h2>
      <p className="mt-1 break-words text-ink-2">
        <bdi>{'email' in request.to ? request.to.email : request.to.uid}</bdi> now has{' '}
        <span className="nums font-semibold text-ink">{exactCredits(response.remainingMicros)}</span> credits.
      </p>
      <div className="mt-6 text-left">
        <FactList
          facts={[
            { label: 'Account', value: <CopyText text={response.accountId} label="account id" /> },
            { label: 'Ledger entry', value: <CopyText text={response.entryId} label="ledger entry" /> },
          ]}
        />
      </div>
      <Button look="primary" className="mt-6" onClick={onAgain}>
        Grant more
      </Button>
    </section>
  );
}
