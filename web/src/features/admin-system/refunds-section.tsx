import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Stat, Stats } from '../../components/layout/stat.tsx';
import { useRefundTimes } from '../../lib/money/use-refund-times.ts';
import { countdownText, creditsText, durationText, numberText } from '../../lib/texts/format.ts';
import { Section } from './section.tsx';

/** Shows how long credits of failed work took to come back in the last 30 days, and whether that is as promised. */
export function RefundsSection() {
  const times = useRefundTimes();
  if (!times) return null;
  const { figures, refundPromise, goodwill } = times;
  return (
    <Section
      title={t`Returned credits`}
      aside={
        <Link to="/admin/settings" className="underline underline-offset-2">
          {refundPromise ? (
            <Trans>Promised within {countdownText(refundPromise.boundMs)}</Trans>
          ) : (
            <Trans>Nothing is promised</Trans>
          )}
        </Link>
      }
    >
      {figures ? (
        <Stats label={t`Time from a failure until its credits were back, in the last 30 days`}>
          <Stat label={t`Failures`} value={numberText(figures.count)} />
          <Stat label={t`Median`} value={durationText(figures.p50Ms)} />
          <Stat label={t`p99`} value={durationText(figures.p99Ms)} />
          <Stat label={t`Slowest`} value={durationText(figures.worstMs)} />
          <Stat label={t`Goodwill in ${goodwill?.month || '–'}`} value={creditsText(goodwill?.micros ?? 0)} />
          <Stat label={t`Goodwill grants`} value={numberText(goodwill?.grants ?? 0)} />
        </Stats>
      ) : (
        <p className="text-ink-3">
          <Trans>No work has failed in the last 30 days.</Trans>
        </p>
      )}
    </Section>
  );
}
