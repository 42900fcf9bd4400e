import { listCaps } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useAccount } from '#kit/hooks/use-account.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { Button } from '../../../components/ui/button.tsx';
import { CapBar } from './cap-bar.tsx';
import { CapsForm } from './caps-form.tsx';
import { LabelCaps } from './label-caps.tsx';

/** Shows the spending caps of the user's account and of its labels, and their usage. */
export function CapsCard() {
  const { account } = useAccount();
  const nowMs = useNow({ everyMs: 1_000 });
  const [isEditing, setEditing] = useState(false);
  if (account?.kind !== 'person') return null;
  const { caps, labelCaps = [] } = account;
  const all = listCaps(account, nowMs);
  return (
    <section aria-label={t`Spending caps`} className="rounded-2xl border border-line bg-surface p-5">
      <div className="flex items-center justify-between gap-3">
        <h2 className="font-semibold">
          <Trans>Spending caps</Trans>
        </h2>
        {!isEditing && (
          <Button size="small" onClick={() => setEditing(true)}>
            {caps ? <Trans>Change</Trans> : <Trans>Set a cap</Trans>}
          </Button>
        )}
      </div>
      {isEditing ? (
        <CapsForm caps={caps ?? null} onDone={() => setEditing(false)} />
      ) : caps ? (
        <ul className="mt-4 space-y-4">
          {all
            .filter(({ label }) => label === null)
            .map((cap) => (
              <CapBar key={cap.period} cap={cap} nowMs={nowMs} />
            ))}
        </ul>
      ) : (
        <p className="mt-2 text-[0.8125rem] text-ink-2">
          <Trans>
            Set the most that can be spent in a day or a month. What would go beyond is rejected before it
            costs anything.
          </Trans>
        </p>
      )}
      <LabelCaps labelCaps={labelCaps} states={all} nowMs={nowMs} />
    </section>
  );
}
