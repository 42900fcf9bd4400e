import {
  type Account,
  type CapPeriod,
  capPeriodEndMs,
  capPeriods,
  capUsedMicros,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useState } from 'react';
import { useAccount } from '#kit/hooks/use-account.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { Button } from '../../../components/ui/button.tsx';
import { countdownText, exactCredits } from '../../../lib/texts/format.ts';
import { Meter } from '../meter.tsx';
import { CapsForm } from './caps-form.tsx';

const titles: Readonly<Record<CapPeriod, string>> = { day: t`Today`, month: t`This month` };

/** Shows the spending caps of the user's account, and their usage. */
export function CapsCard() {
  const { account } = useAccount();
  const [isEditing, setEditing] = useState(false);
  if (account?.kind !== 'person') return null;
  const { caps } = account;
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
          {capPeriods.map((period) => (
            <Cap key={period} account={account} period={period} />
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
    </section>
  );
}

function Cap({ account, period }: { account: Account; period: CapPeriod }) {
  const nowMs = useNow({ everyMs: 1_000 });
  const maxMicros = account.caps?.[`${period}Micros`] ?? null;
  if (maxMicros === null) return null;
  const usedMicros = capUsedMicros(account, period, nowMs);
  return (
    <li>
      <div className="flex items-baseline justify-between gap-3 text-[0.8125rem]">
        <span>{titles[period]}</span>
        <span className="nums text-ink-2">
          <Trans>
            {exactCredits(usedMicros)} of {exactCredits(maxMicros)}
          </Trans>
        </span>
      </div>
      <Meter share={maxMicros === 0 ? 1 : usedMicros / maxMicros} />
      <p className="nums mt-1 text-ink-3 text-xs">
        {usedMicros >= maxMicros ? (
          <Trans>Reached. Starts over in {countdownText(capPeriodEndMs(period, nowMs) - nowMs)}</Trans>
        ) : (
          <Trans>Starts over in {countdownText(capPeriodEndMs(period, nowMs) - nowMs)}</Trans>
        )}
      </p>
    </li>
  );
}
