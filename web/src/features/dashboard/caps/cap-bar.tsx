import type { CapPeriod, CapState } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { countdownText, exactCredits } from '../../../lib/texts/format.ts';
import { Meter } from '../meter.tsx';

const titles: Readonly<Record<CapPeriod, string>> = { day: t`Today`, month: t`This month` };

/** Shows how much of a cap is used, and when its period ends. */
export function CapBar({ cap, nowMs }: { cap: CapState; nowMs: number }) {
  const { period, maxMicros, usedMicros, endsAtMs } = cap;
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
          <Trans>Reached. Starts over in {countdownText(endsAtMs - nowMs)}</Trans>
        ) : (
          <Trans>Starts over in {countdownText(endsAtMs - nowMs)}</Trans>
        )}
      </p>
    </li>
  );
}
