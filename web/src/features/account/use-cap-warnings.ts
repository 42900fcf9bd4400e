import { type CapState, listCaps, MAX_LABEL_CAPS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useEffect, useRef } from 'react';
import { useAccount } from '#kit/hooks/use-account.ts';
import { useKept } from '../../lib/kept/use-kept.ts';
import { type CapThreshold, thresholdReached } from '../../lib/money/advice/cap-warning.ts';
import { toast } from '../../lib/page/toast.ts';
import { creditsText, percentText } from '../../lib/texts/format.ts';

/** Three marks for each period of each cap: a mark that is dropped while it holds would warn again. */
const KEPT_MARKS = (1 + MAX_LABEL_CAPS) * 6;

/** Warns when spending reaches half, four fifths and all of a cap: once each in a period, in whatever tab comes first. */
export function useCapWarnings(): void {
  const { account } = useAccount();
  const [kept, keep] = useKept('cap-warnings', 'browser');
  const shownMarks = useRef(kept);
  useEffect(() => {
    if (!account) return;
    const nowMs = Date.now();
    for (const cap of listCaps(account, nowMs)) {
      const { label, period, maxMicros, usedMicros, endsAtMs } = cap;
      const reached = thresholdReached(usedMicros, maxMicros);
      if (reached === null) continue;
      const mark = `${period} ${endsAtMs} ${maxMicros} ${reached}${label === null ? '' : ` ${JSON.stringify(label)}`}`;
      const marks = shownMarks.current?.split('\n') ?? [];
      if (marks.includes(mark)) continue;
      shownMarks.current = [...marks, mark].slice(-KEPT_MARKS).join('\n');
      keep(shownMarks.current);
      warn(cap, reached);
    }
  }, [account, keep]);
}

function warn({ label, period, maxMicros }: CapState, reached: CapThreshold): void {
  const cap = creditsText(maxMicros);
  const isDay = period === 'day';
  if (reached === 1) {
    const description = t`New requests are rejected beyond ${cap}. You can change the cap on your dashboard.`;
    const title =
      label === null
        ? isDay
          ? t`Your cap for today is reached`
          : t`Your cap for this month is reached`
        : isDay
          ? t`The cap of “${label}” for today is reached`
          : t`The cap of “${label}” for this month is reached`;
    toast.warning(title, { description });
    return;
  }
  const share = percentText(reached);
  toast.warning(
    label === null
      ? isDay
        ? t`${share} of today’s cap of ${cap} is spent`
        : t`${share} of this month’s cap of ${cap} is spent`
      : isDay
        ? t`${share} of today’s cap of ${cap} for “${label}” is spent`
        : t`${share} of this month’s cap of ${cap} for “${label}” is spent`,
  );
}
