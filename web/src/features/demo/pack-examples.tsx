import {
  type BillingInterval,
  type PackOffer,
  type PresetName,
  packOffers,
  presets,
} from '@firemeter/functions/contract';
import { useState } from 'react';
import { CreditPacksModal } from '#kit/components/credit-packs-modal.tsx';
import { PackCard } from '#kit/components/pack-card.tsx';
import { trueTag } from '#kit/core/true-tag.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { BuysList } from '../../components/money/buys-list.tsx';
import { PlanCard } from '../../components/money/plan-card.tsx';
import { Button } from '../../components/ui/button.tsx';
import { whatItBuys } from '../../lib/money/advice/typical-work.ts';
import { useKinds } from '../../lib/work/kinds.ts';
import { Case, Example } from './example.tsx';

const code = `import { CreditPacksModal, PackCard, usePurchase } from '@firemeter/react';

<CreditPacksModal open={open} onClose={() => setOpen(false)} />

const { offers, buy } = usePurchase();
{offers?.map((offer) => (
  <PackCard key={offer.pack} offer={offer} tag={offer.tag} action={<button onClick={() => buy(offer)}>Buy</button>} />
))}`;

const intervals = [
  { value: 'month', label: 'Monthly' },
  { value: 'year', label: 'Yearly' },
] as const;
const currencies = [
  { value: 'usd', label: 'US dollars' },
  { value: 'jpy', label: 'Yen' },
] as const;

/** For the look of a currency without cents. */
function inYen(offer: PackOffer): PackOffer {
  const amountCents = Math.round(offer.amountCents * 1.5);
  const centsPerCredit = Math.round((amountCents * 100) / offer.credits) / 100;
  return { ...offer, currency: 'jpy', amountCents, centsPerCredit };
}

/** Packs and plans, with their labels, bonuses and savings. */
export function PackExamples({ preset }: { preset: PresetName }) {
  const catalog = presets[preset];
  const kinds = useKinds();
  const [chosen, setChosen] = useState('');
  const [isOpen, setOpen] = useState(false);
  const [interval, setInterval] = useState<BillingInterval>('month');
  const [currency, setCurrency] = useState<'usd' | 'jpy'>('usd');
  const offers = packOffers(catalog).map((offer) => (currency === 'jpy' ? inYen(offer) : offer));
  const choice = (label: string) => (
    <Button
      look={chosen === label ? 'primary' : 'secondary'}
      onClick={() => setChosen(label)}
      className="w-full"
    >
      {chosen === label ? 'Chosen' : 'Choose'}
      <span className="sr-only"> {label}</span>
    </Button>
  );
  return (
    <Example
      title="Packs and plans"
      text="Most popular is a label of the catalog; best value is one too, shown where it is true. Savings are counted against the dearest credit."
      code={code}
      controls={
        <>
          <Segmented label="Currency" value={currency} options={currencies} onChange={setCurrency} />
          <Segmented label="Paid" value={interval} options={intervals} onChange={setInterval} />
        </>
      }
    >
      <Case name="dialog">
        <Button onClick={() => setOpen(true)}>Open the dialog</Button>
        <CreditPacksModal
          open={isOpen}
          onClose={() => setOpen(false)}
          purchase={{
            offers,
            opening: null,
            error: null,
            buy: async ({ label }) => setChosen(`${label} pack`),
          }}
        />
      </Case>
      <Case name="packs">
        <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,13rem),1fr))] gap-4 pt-2">
          {offers.map((offer) => (
            <li key={offer.pack}>
              <PackCard offer={offer} tag={trueTag(offer, offers)} action={choice(`${offer.label} pack`)}>
                <BuysList buys={whatItBuys({ catalog, kinds }, offer.micros)} />
              </PackCard>
            </li>
          ))}
        </ul>
      </Case>
      <div className="mt-6">
        <Case name="plans">
          <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,13rem),1fr))] gap-4 pt-2">
            {Object.entries(catalog.plans).map(([name, plan]) => (
              <li key={name}>
                <PlanCard
                  plan={plan}
                  currency="usd"
                  interval={interval}
                  trialDays={plan.trialDays}
                  buys={whatItBuys({ catalog, kinds }, plan.monthlyMicros)}
                  perks={[]}
                  current={chosen === `${plan.label} plan`}
                  action={choice(`${plan.label} plan`)}
                />
              </li>
            ))}
          </ul>
        </Case>
      </div>
    </Example>
  );
}
