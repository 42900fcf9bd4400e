import { type PresetName, packOffers, presets } from '@firemeter/functions/contract';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { PackCard } from '../../components/pack-card.tsx';
import { PlanCard } from '../../components/plan-card.tsx';
import { whatItBuys } from '../../lib/typical-work.ts';
import { Case, Example } from './example.tsx';

const code = `import { packOffers } from '@firemeter/functions/contract';
import { PackCard } from './components/pack-card.tsx';
import { whatItBuys } from './lib/typical-work.ts';

{packOffers(catalog).map((offer) => (
  <PackCard key={offer.pack} offer={offer} buys={whatItBuys(catalog, offer.micros)} action={<BuyButton pack={offer.pack} />} />
))}`;

/** Packs and plans, with their labels, bonuses and savings. */
export function PackExamples({ preset }: { preset: PresetName }) {
  const catalog = presets[preset];
  const [chosen, setChosen] = useState('');
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
      text="Best value and most popular are labels of the catalog; savings are counted against the dearest credit."
      code={code}
    >
      <Case name="packs">
        <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,13rem),1fr))] gap-4 pt-2">
          {packOffers(catalog).map((offer) => (
            <li key={offer.pack}>
              <PackCard
                offer={offer}
                buys={whatItBuys(catalog, offer.micros)}
                action={choice(`${offer.label} pack`)}
              />
            </li>
          ))}
        </ul>
      </Case>
      <div className="mt-6">
        <Case name="plans">
          <ul className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,13rem),1fr))] gap-4">
            {Object.entries(catalog.plans).map(([name, plan]) => (
              <li key={name}>
                <PlanCard plan={plan} currency="usd" action={choice(`${plan.label} plan`)} />
              </li>
            ))}
          </ul>
        </Case>
      </div>
    </Example>
  );
}
