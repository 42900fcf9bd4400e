import {
  type Billing,
  type Catalog,
  packOffers,
  TERMS_VERSION,
  type TopUpSettings,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMutation } from '@tanstack/react-query';
import { toCallError } from '#kit/core/call-error.ts';
import { useAccount } from '#kit/hooks/use-account.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { TopUpForm } from '../../components/money/top-up-form.tsx';
import { useCurrency } from '../../lib/data/use-currency.ts';
import { toast } from '../../lib/page/toast.ts';
import { useServices } from '../../lib/service/services.ts';

interface TopUpSectionProps {
  billing: Billing | null;
  catalog: Catalog;
  /** While the account is suspended nothing is charged. */
  paused: boolean;
}

/** Top-ups of the account: in the currency that they were set to, else in the one that prices are shown in. */
export function TopUpSection({ billing, catalog, paused }: TopUpSectionProps) {
  const { client } = useServices();
  const { availableMicros } = useAccount();
  const chosen = useCurrency(catalog).currency;
  const nowMs = useNow({ everyMs: 60_000 });
  const save = useMutation({
    mutationFn: (topUp: TopUpSettings | null) =>
      client.call('setTopUp', { topUp, termsVersion: TERMS_VERSION }),
    onSuccess: (_, topUp) =>
      toast.success(topUp ? t`Automatic top-up is set` : t`Automatic top-up is turned off`),
  });
  const settings = billing?.topUp ?? null;
  const currency = settings?.currency ?? chosen;
  const offers = packOffers(catalog)
    .filter((offer) => offer.currency === currency)
    .sort((a, b) => a.amountCents - b.amountCents);
  return (
    <TopUpForm
      // What was typed belongs to what was set: when that changes elsewhere, the form starts over.
      key={JSON.stringify(settings)}
      settings={settings}
      paused={paused}
      stopped={billing?.topUpState.stopped ?? null}
      chargedCents={billing ? chargedThisMonth(billing.topUpState, nowMs) : 0}
      // Until the balance is known, nothing is said of what it brings about.
      balanceMicros={availableMicros ?? Number.POSITIVE_INFINITY}
      card={billing?.card ?? null}
      offers={offers}
      busy={save.isPending}
      error={save.error && toCallError(save.error)}
      onSave={(topUp) => save.mutate(topUp)}
    />
  );
}

function chargedThisMonth({ monthStartMs, chargedCents }: Billing['topUpState'], nowMs: number): number {
  const now = new Date(nowMs);
  return monthStartMs === Date.UTC(now.getUTCFullYear(), now.getUTCMonth()) ? chargedCents : 0;
}
