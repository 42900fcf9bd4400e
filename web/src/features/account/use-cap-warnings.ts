import { capPeriodEndMs, capPeriods, capUsedMicros } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useEffect, useRef } from 'react';
import { useAccount } from '#kit/hooks/use-account.ts';
import { useKept } from '../../lib/kept/use-kept.ts';
import { type CapThreshold, thresholdReached } from '../../lib/money/cap-warning.ts';
import { toast } from '../../lib/page/toast.ts';
import { creditsText, percentText } from '../../lib/texts/format.ts';

/** Warns when spending reaches half, four fifths and all of a cap: once each in a period, in whatever tab comes first. */
export function useCapWarnings(): void {
  const { account } = useAccount();
  const [kept, keep] = useKept('cap-warnings', 'browser');
  const shownMarks = useRef(kept);
  useEffect(() => {
    if (!account?.caps) return;
    const nowMs = Date.now();
    for (const period of capPeriods) {
      const maxMicros = account.caps[`${period}Micros`];
      if (maxMicros === null) continue;
      const reached = thresholdReached(capUsedMicros(account, period, nowMs), maxMicros);
      if (reached === null) continue;
      const mark = `${period} ${capPeriodEndMs(period, nowMs)} ${maxMicros} ${reached}`;
      const marks = shownMarks.current?.split('\n') ?? [];
      if (marks.includes(mark)) continue;
      shownMarks.current = [...marks, mark].slice(-12).join('\n');
      keep(shownMarks.current);
      warn(period, reached, maxMicros);
    }
  }, [account, keep]);
}

function warn(period: 'day' | 'month', reached: CapThreshold, maxMicros: number): void {
  const cap = creditsText(maxMicros);
  if (reached === 1) {
    toast.warning(
      period === 'day' ? t`Your cap for today is reached` : t`Your cap for this month is reached`,
      {
        description: t`New requests are rejected beyond ${cap}. You can change the cap on your dashboard.`,
      },
    );
    return;
  }
  const share = percentText(reached);
  toast.warning(
    period === 'day'
      ? t`${share} of today’s cap of ${cap} is spent`
      : t`${share} of this month’s cap of ${cap} is spent`,
  );
}
