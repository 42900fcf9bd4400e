import {
  type BillingInterval,
  type PackOffer,
  type PresetName,
  packOffers,
  presets,
} from '@firemeter/functions/contract';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { PackCard } from '../../components/pack-card.tsx';
import { PlanCard } from '../../components/plan-card.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { useKinds } from '../../lib/kinds.ts';
import { trueTag } from '../../lib/true-tag.ts';
import { whatItBuys } from '../../lib/typical-work.ts';
import { Case, Example } from './example.tsx';

const code = `import { packOffers } from '@firemeter/functions/contract';
import { PackCard } from './components/pack-card.tsx';
import { trueTag } from './lib/true-tag.ts';
import { whatItBuys } from './lib/typical-work.ts';

{offers.map((offer) => (
  <PackCard key={offer.pack} offer={offer} tag={trueTag(offer, offers)} buys={whatItBuys({ catalog, kinds }, offer.micros)} action={<BuyButton pack={offer.pack} />} />
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
      <Case name="packs">
        <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,13rem),1fr))] gap-4 pt-2">
          {offers.map((offer) => (
            <li key={offer.pack}>
              <PackCard
                offer={offer}
                tag={trueTag(offer, offers)}
                buys={whatItBuys({ catalog, kinds }, offer.micros)}
                action={choice(`${offer.label} pack`)}
              />
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
