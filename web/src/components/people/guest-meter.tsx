import type { GuestAllowance } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Gift } from 'lucide-react';
import { countdownText } from '../../lib/texts/format.ts';
import { classNames } from '../ui/class-names.ts';

interface GuestMeterProps {
  allowance: GuestAllowance;
  nowMs: number;
}

/** How many free turns a guest has, and when the next one comes. */
export function GuestMeter({ allowance, nowMs }: GuestMeterProps) {
  const { turns, remaining, nextTurnAtMs } = allowance;
  return (
    <section
      aria-label={t`Free turns`}
      className="flex h-9 items-center gap-2.5 rounded-full border border-line-strong bg-surface px-3 font-semibold"
    >
      <Gift
        aria-hidden="true"
        className={classNames('size-4', remaining > 0 ? 'text-returned' : 'text-ink-3')}
      />
      <span className="nums">
        <Trans>
          {remaining} of {turns} <span className="max-sm:sr-only">free</span>
        </Trans>
      </span>
      {nextTurnAtMs !== null && (
        <span className="nums border-line border-s ps-2.5 font-normal text-ink-2 text-xs">
          <span className="max-sm:sr-only">
            <Trans>next in</Trans>{' '}
          </span>
          {countdownText(nextTurnAtMs - nowMs)}
        </span>
      )}
    </section>
  );
}
