import { AppError, creditsToMicros, DAY_MS, HOUR_MS, type Limit } from '@firemeter/functions/contract';
import { useState } from 'react';
import { type CostFacts, costState } from '#kit/core/cost-state.ts';
import { CostIndicator } from '../../components/work/cost-indicator.tsx';
import type { Offer, PricedOffer } from '../../lib/work/use-offer.ts';
import { AmountSlider } from './amount-slider.tsx';
import { Case, Example } from './example.tsx';
import { exampleAccount, exampleGuest } from './example-account.ts';

const code = `import { canRun, GenerationCostIndicator, useQuote } from '@firemeter/react';

const quote = useQuote({ operation: 'image', input: { kind: 'image', prompt } });

<GenerationCostIndicator id="cost" quote={quote} getCredits={<a href="/credits">Get credits</a>} />
<button disabled={quote.kind !== 'priced' || !canRun(quote.state)} aria-describedby="cost">Generate</button>`;

const guestLimit: Limit = { max: 3, windowMs: DAY_MS };

function offerOf(priceCredits: number, facts: Partial<CostFacts>): PricedOffer {
  const priceMicros = creditsToMicros(priceCredits);
  const state = costState({
    account: exampleAccount(50),
    operationName: 'image',
    limit: null,
    openedBy: null,
    priceMicros,
    leastMicros: priceMicros,
    expectedMicros: 0,
    runsFree: false,
    guestLimit,
    lowBalanceMicros: creditsToMicros(10),
    nowMs: Date.now(),
    ...facts,
  });
  const offer = {
    count: 1,
    priceMicros,
    holdMicros: priceMicros,
    exact: true,
    startedRate: null,
    advice: null,
  };
  return { kind: 'priced', modelName: 'example', ...offer, creditsSold: true, catalogVersion: 1, state };
}

/** The four states, and everything that is none of them. */
export function CostExample() {
  const [credits, setCredits] = useState(50);
  const [price, setPrice] = useState(5);
  const now = Date.now();
  const busy = { image: [now - HOUR_MS / 2, now - HOUR_MS / 3] };
  const cases: [string, Offer][] = [
    ['sufficient', offerOf(5, { account: exampleAccount(50) })],
    ['low', offerOf(5, { account: exampleAccount(12) })],
    ['insufficient', offerOf(5, { account: exampleAccount(2) })],
    ['guest', offerOf(1, { account: exampleGuest(1) })],
    ['guest, none left', offerOf(1, { account: exampleGuest(3) })],
    ['guest, needs an account', offerOf(1, { account: exampleGuest(0), guestLimit: null })],
    ['partly: an answer that grows', offerOf(8, { account: exampleAccount(2), leastMicros: 50_000 })],
    ['unlimited', offerOf(5, { account: exampleAccount(0, { unlimited: true }) })],
    ['the team, free', offerOf(5, { runsFree: true })],
    [
      'limited',
      offerOf(5, { account: exampleAccount(50, { windows: busy }), limit: { max: 2, windowMs: HOUR_MS } }),
    ],
    [
      'suspended',
      offerOf(5, { account: exampleAccount(50, { status: 'suspended', statusReason: 'Under review' }) }),
    ],
    ['loading', offerOf(5, { account: undefined })],
    ['offline', { kind: 'offline' }],
    [
      'unavailable',
      {
        kind: 'unavailable',
        error: new AppError('operation-disabled', { reason: 'model', label: 'Nano Banana' }),
      },
    ],
  ];
  return (
    <Example
      title="Cost indicator"
      text="Whether a request can be made, in four states, and what stands in its way."
      code={code}
      controls={
        <>
          <AmountSlider label="Balance" value={credits} most={100} onValue={setCredits} />
          <AmountSlider label="Price" value={price} most={60} onValue={setPrice} />
        </>
      }
    >
      <div className="mb-6 rounded-xl border border-line bg-surface p-3" data-testid="cost-example">
        <CostIndicator id="cost-example" offer={offerOf(price, { account: exampleAccount(credits) })} />
      </div>
      <div className="grid gap-x-8 gap-y-5 sm:grid-cols-2">
        {cases.map(([name, offer], index) => (
          <Case key={name} name={name}>
            <CostIndicator id={`cost-case-${index}`} offer={offer} />
          </Case>
        ))}
      </div>
    </Example>
  );
}
