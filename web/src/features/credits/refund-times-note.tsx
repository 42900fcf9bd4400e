import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Undo2 } from 'lucide-react';
import { useRefundTimes } from '../../lib/money/use-refund-times.ts';
import { countdownText, creditsText, durationText } from '../../lib/texts/format.ts';

/** Says how soon credits of failed work come back, as measured, and what is promised. */
export function RefundTimesNote() {
  const times = useRefundTimes();
  if (!times) return null;
  const { figures, refundPromise } = times;
  const within = refundPromise && countdownText(refundPromise.boundMs);
  const goodwill = refundPromise && creditsText(refundPromise.goodwillMicros);
  return (
    <section
      aria-label={t`When work fails`}
      className="mt-8 flex gap-3 rounded-2xl border border-line bg-surface p-5 text-ink-2"
    >
      <Undo2 aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-3" />
      <div className="min-w-0 space-y-1">
        <h2 className="font-semibold text-ink">
          <Trans>When work fails, its credits come back automatically</Trans>
        </h2>
        {figures && (
          <p className="nums">
            <Trans>
              In the last 30 days, half were back within {durationText(figures.p50Ms)} and 99 of 100 within{' '}
              {durationText(figures.p99Ms)}. The slowest took {durationText(figures.worstMs)}.
            </Trans>
          </p>
        )}
        {refundPromise && (
          <p>
            {refundPromise.goodwillMicros > 0 ? (
              <Trans>
                We promise them within {within}. If a fault on our side takes longer, you get {goodwill} more,
                within a monthly maximum.
              </Trans>
            ) : (
              <Trans>We promise them within {within}.</Trans>
            )}
          </p>
        )}
        <p>
          <Link to="/refunds" className="text-ember-text underline underline-offset-2">
            <Trans>Refund policy</Trans>
          </Link>
        </p>
      </div>
    </section>
  );
}
