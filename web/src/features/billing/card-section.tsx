import type { Billing } from '@firemeter/functions/contract';
import { Trans } from '@lingui/react/macro';
import { CreditCard, ExternalLink } from 'lucide-react';
import { toCallError } from '#kit/core/call-error.ts';
import { useOnline } from '#kit/hooks/use-online.ts';
import { Button } from '../../components/ui/button.tsx';
import { ErrorNotice } from '../../components/ui/error-notice.tsx';
import { cardText } from '../../lib/texts/payment-words.ts';
import { usePortal } from './use-portal.ts';

/** The saved card, and the way to where cards and invoices are kept. */
export function CardSection({ billing }: { billing: Billing | null }) {
  const portal = usePortal();
  const online = useOnline();
  const card = billing?.card;
  return (
    <div className="space-y-4 p-5">
      {card ? (
        <p className="flex items-center gap-3">
          <CreditCard aria-hidden="true" className="size-5 shrink-0 text-ink-3" />
          <span className="nums">
            {cardText(card)}
            <span className="block text-ink-3 text-xs">
              <Trans>
                until {String(card.expiresMonth).padStart(2, '0')}/{card.expiresYear}
              </Trans>
            </span>
          </span>
        </p>
      ) : (
        <p className="text-[0.8125rem] text-ink-2">
          <Trans>Save a card for one-click purchases. Stripe stores it; we never see it.</Trans>
        </p>
      )}
      {portal.error && <ErrorNotice error={toCallError(portal.error)} />}
      {billing?.customerId && (
        <Button
          disabled={!online}
          busy={portal.isPending || portal.isSuccess}
          onClick={() => portal.mutate()}
          className="w-full"
        >
          <Trans>Cards and invoices at Stripe</Trans>
          {portal.isIdle && <ExternalLink aria-hidden="true" className="size-4 text-ink-3" />}
        </Button>
      )}
    </div>
  );
}
