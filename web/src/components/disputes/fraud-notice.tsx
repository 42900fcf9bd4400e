import type { FraudWarning } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { TriangleAlert } from 'lucide-react';
import { fraudTypeText } from '../../lib/staff-texts/dispute-texts.ts';
import { dateTimeText } from '../../lib/texts/format.ts';
import { classNames } from '../ui/class-names.ts';

/** Says that a card network takes a payment for fraud, and whether a refund can still prevent a dispute. */
export function FraudNotice({ warning: { type, isActionable, atMs } }: { warning: FraudWarning }) {
  return (
    <section
      aria-label={t`Fraud warning`}
      className={classNames(
        'flex gap-3 rounded-2xl border p-4 text-[0.8125rem]',
        isActionable ? 'border-bad/30 bg-bad/8' : 'border-line',
      )}
    >
      <TriangleAlert
        aria-hidden="true"
        className={classNames('mt-0.5 size-4 shrink-0', isActionable ? 'text-bad' : 'text-ink-3')}
      />
      <div className="min-w-0 space-y-1">
        <h3 className="font-semibold">
          <Trans>Fraud warning: {fraudTypeText(type)}</Trans>
        </h3>
        <p className="text-ink-2">
          {isActionable ? (
            <Trans>
              The card network reported this payment on {dateTimeText(atMs)}. Refund it in full to prevent a
              dispute and its fee, unless you know the buyer.
            </Trans>
          ) : (
            <Trans>
              The card network reported this payment on {dateTimeText(atMs)}. It is refunded or disputed, so
              nothing is left to prevent.
            </Trans>
          )}
        </p>
      </div>
    </section>
  );
}
