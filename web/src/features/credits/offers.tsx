import {
  type Billing,
  type BillingInterval,
  type PublishedCatalog,
  packOffers,
} from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { PackageX } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { PackCard } from '#kit/components/pack-card.tsx';
import { trueTag } from '#kit/core/true-tag.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { BuysList } from '../../components/money/buys-list.tsx';
import { PlanCard } from '../../components/money/plan-card.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { ModelCostChart } from '../../components/work/model-cost-chart.tsx';
import { useCurrency } from '../../lib/data/use-currency.ts';
import { typicalPrices, whatItBuys } from '../../lib/money/advice/typical-work.ts';
import { planPerks } from '../../lib/money/buying/plan-perks.ts';
import { yearlySavingsText } from '../../lib/money/buying/plan-price.ts';
import { currentSubscription } from '../../lib/texts/payment-words.ts';
import { useKinds } from '../../lib/work/kinds.ts';
import { BuyButton } from './buy-button.tsx';
import { CurrencyChoice } from './currency-choice.tsx';
import { trialDaysFor } from './order.ts';
import { OrderDialog } from './order-dialog.tsx';
import { PackChooser } from './pack-chooser.tsx';
import { useOrder } from './use-order.ts';

interface OffersProps {
  published: PublishedCatalog;
  /** Undefined while not known. */
  billing: Billing | null | undefined;
  /** Null: not known, or without end. */
  availableMicros: number | null;
  onPaid: (paymentId: string) => void;
}

export function Offers({ published, billing, availableMicros, onPaid }: OffersProps) {
  const { catalog, version } = published;
  const { currency, currencies, choose } = useCurrency(catalog);
  const [interval, setInterval] = useState<BillingInterval>('month');
  const ordering = useOrder({ catalog, catalogVersion: version, onPaid });
  const kinds = useKinds();
  const subscription = currentSubscription(billing);
  // A plan changes in the currency that it is paid in.
  const planCurrency = subscription?.terms?.currency ?? currency;

  const offers = packOffers(catalog)
    .filter((offer) => offer.currency === currency)
    .sort((a, b) => a.amountCents - b.amountCents);
  const plans = Object.entries(catalog.plans)
    .filter(([, { monthly }]) => monthly[planCurrency] !== undefined)
    .sort(([, a], [, b]) => (a.monthly[planCurrency] ?? 0) - (b.monthly[planCurrency] ?? 0));
  const saved = yearlySavingsText(
    plans.map(([, plan]) => plan),
    planCurrency,
  );
  const prices = typicalPrices({ catalog, kinds });
  const cards = 'grid grid-cols-[repeat(auto-fit,minmax(min(100%,14rem),1fr))] gap-4 pt-1.5';

  return (
    <div className="space-y-10">
      <Section
        title={t`Packs`}
        aside={<CurrencyChoice currency={currency} currencies={currencies} onCurrency={choose} />}
      >
        {offers.length === 0 && (
          <EmptyState icon={PackageX} title={t`No packs are sold at the moment`}>
            <Trans>New packs appear here.</Trans>
          </EmptyState>
        )}
        <PackChooser catalog={catalog} offers={offers} />
        <ul className={cards}>
          {offers.map((offer) => (
            <li key={offer.pack}>
              <PackCard
                offer={offer}
                tag={trueTag(offer, offers)}
                action={
                  <BuyButton
                    label={t`Buy`}
                    what={t`${offer.label} pack`}
                    look={offer.tag ? 'primary' : 'secondary'}
                    onBuy={() => ordering.begin({ kind: 'pack', pack: offer.pack, currency })}
                  />
                }
              >
                <BuysList buys={whatItBuys({ catalog, kinds }, offer.micros)} />
              </PackCard>
            </li>
          ))}
        </ul>
      </Section>
      {plans.length > 0 && (
        <Section
          title={t`Plans`}
          aside={
            <Segmented
              label={t`Paid`}
              value={interval}
              options={[
                { value: 'month', label: t`Monthly` },
                { value: 'year', label: saved ? t`Yearly · ${saved}` : t`Yearly` },
              ]}
              onChange={setInterval}
            />
          }
        >
          {planCurrency !== currency && (
            <p className="mb-3 text-[0.8125rem] text-ink-2">
              <Trans>
                Your plan is paid in {planCurrency.toUpperCase()}, so plans are shown in{' '}
                {planCurrency.toUpperCase()}.
              </Trans>
            </p>
          )}
          <ul className={cards}>
            {plans.map(([name, plan]) => {
              const current = subscription?.plan === name && subscription.interval === interval;
              const sold = (interval === 'month' ? plan.monthly : plan.yearly)?.[planCurrency] !== undefined;
              return (
                <li key={name}>
                  <PlanCard
                    plan={plan}
                    currency={planCurrency}
                    interval={interval}
                    trialDays={trialDaysFor(plan, billing ?? null)}
                    buys={whatItBuys({ catalog, kinds }, plan.monthlyMicros)}
                    perks={planPerks(catalog, name)}
                    current={current}
                    action={
                      <BuyButton
                        label={current ? t`Manage` : subscription ? t`Switch to this plan` : t`Subscribe`}
                        what={t`${plan.label} plan`}
                        look="secondary"
                        disabled={!sold || billing === undefined}
                        onBuy={
                          current
                            ? null
                            : () =>
                                ordering.begin({
                                  kind: subscription ? 'change' : 'plan',
                                  plan: name,
                                  interval,
                                  currency: planCurrency,
                                })
                        }
                      />
                    }
                  />
                </li>
              );
            })}
          </ul>
        </Section>
      )}
      {prices.length > 0 && (
        <Section title={t`What each model costs`}>
          <div className="rounded-2xl border border-line bg-surface p-5">
            <ModelCostChart prices={prices} availableMicros={availableMicros} />
          </div>
        </Section>
      )}
      <OrderDialog ordering={ordering} billing={billing ?? null} />
    </div>
  );
}

function Section({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <div className="mb-4 flex min-h-9 flex-wrap items-center justify-between gap-3">
        <h2 className="font-semibold text-lg">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  );
}
