import type { Payment, StripeEvent } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useLive } from '#kit/hooks/use-live.ts';
import { EmailOf } from '../../components/people/email-of.tsx';
import { FactList } from '../../components/ui/fact-list.tsx';
import { paymentSource } from '../../lib/service/sources/live-sources.ts';
import { creditsText } from '../../lib/texts/format.ts';
import { isolated } from '../../lib/texts/isolated.ts';
import { moneyText } from '../../lib/texts/money-text.ts';

const effect = t`The event is handled as if it had just arrived. It may grant, freeze or take back credits of this payment. It is handled once, however often you ask.`;

/** Names the person and the money that an event is about, and the effect of handling it. */
export function EventFacts({ event: { type, accountId, paymentId } }: { event: StripeEvent }) {
  const payment = useLive(paymentId === null ? null : paymentSource(paymentId)).items?.[0]?.value;
  const ownerId = payment?.accountId ?? accountId;
  return (
    <FactList
      facts={[
        { label: t`Event`, value: type },
        { label: t`Account`, value: ownerId === null ? t`not known` : <EmailOf uid={ownerId} /> },
        { label: t`Payment`, value: payment ? paymentText(payment) : t`not known` },
        { label: t`Effect`, value: effect },
      ]}
    />
  );
}

function paymentText({ bought, paidCents, amountCents, currency }: Payment): string {
  const money = moneyText(paidCents ?? amountCents, currency);
  return `${isolated(bought.label)} · ${money} · ${creditsText(bought.micros)}`;
}
