import { formatCredits, type PublishedCatalog, packOffers } from '@firemeter/functions/contract';
import { Info, PackageX } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ModelCostChart } from '../../components/model-cost-chart.tsx';
import { PackCard } from '../../components/pack-card.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PlanCard } from '../../components/plan-card.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { typicalPrices, whatItBuys } from '../../lib/typical-work.ts';
import { useCatalog } from '../../lib/use-catalog.ts';
import { useSpendable } from '../../lib/use-spendable.ts';

/** What is listed: prices in other currencies are for those who are shown them. */
const currency = 'usd';

/** What credits cost, and what they make. */
export function CreditsPage() {
  const { published } = useCatalog();
  const { account, availableMicros } = useSpendable();
  const countable = account && !account.unlimited && account.kind === 'person';
  return (
    <div className="mx-auto w-full max-w-6xl">
      <PageHeader
        title="Credits"
        aside={
          countable &&
          availableMicros !== undefined && (
            <p className="nums text-ink-2">
              <span className="font-semibold text-ink text-xl">{formatCredits(availableMicros)}</span> now
            </p>
          )
        }
      >
        What you buy never expires, and work that fails costs nothing.
      </PageHeader>
      {published ? (
        <Offers
          catalog={published.catalog}
          availableMicros={countable && availableMicros !== undefined ? availableMicros : null}
        />
      ) : (
        <OffersSkeleton />
      )}
    </div>
  );
}

function Offers({
  catalog,
  availableMicros,
}: {
  catalog: PublishedCatalog['catalog'];
  availableMicros: number | null;
}) {
  const offers = packOffers(catalog)
    .filter((offer) => offer.currency === currency)
    .sort((a, b) => a.amountCents - b.amountCents);
  const plans = Object.entries(catalog.plans)
    .filter(([, { monthly }]) => monthly[currency] !== undefined)
    .sort(([, a], [, b]) => (a.monthly[currency] ?? 0) - (b.monthly[currency] ?? 0));
  const prices = typicalPrices(catalog);
  return (
    <div className="space-y-10">
      <p
        id={soonId}
        className="flex items-start gap-2 rounded-xl border border-line bg-surface p-3.5 text-[0.8125rem] text-ink-2"
      >
        <Info aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-ink-3" />
        Buying comes soon. Until then the team grants credits.
      </p>
      <Section title="Packs">
        {offers.length === 0 && (
          <EmptyState icon={PackageX} title="No packs are sold at the moment">
            They show here as soon as there are some.
          </EmptyState>
        )}
        <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,14rem),1fr))] gap-4">
          {offers.map((offer) => (
            <li key={offer.pack}>
              <PackCard offer={offer} buys={whatItBuys(catalog, offer.micros)} action={<Buy />} />
            </li>
          ))}
        </ul>
      </Section>
      {plans.length > 0 && (
        <Section title="Plans">
          <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,14rem),1fr))] gap-4">
            {plans.map(([name, plan]) => (
              <li key={name}>
                <PlanCard plan={plan} currency={currency} action={<Buy />} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      {prices.length > 0 && (
        <Section title="What things cost">
          <div className="rounded-2xl border border-line bg-surface p-5">
            <ModelCostChart prices={prices} availableMicros={availableMicros} />
          </div>
        </Section>
      )}
    </div>
  );
}

const soonId = 'buying-comes-soon';

function Buy() {
  return (
    <Button disabled aria-describedby={soonId} className="w-full">
      Buy
    </Button>
  );
}

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <h2 className="mb-4 font-semibold text-lg">{title}</h2>
      {children}
    </section>
  );
}

function OffersSkeleton() {
  return (
    <div role="status" aria-label="Loading the packs" className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
      {['a', 'b', 'c', 'd'].map((key) => (
        <Skeleton key={key} className="h-64 rounded-2xl" />
      ))}
    </div>
  );
}
