import { creditsToMicros, type Lot } from '@firemeter/functions/contract';
import { useState } from 'react';
import { BalanceView } from '#kit/components/balance-view.tsx';
import { LotList } from '#kit/components/lot-list.tsx';
import { AmountSlider } from './amount-slider.tsx';
import { Case, Example } from './example.tsx';
import { exampleLots } from './example-account.ts';

const code = `import { CreditBalance, LotList, useAccount } from '@firemeter/react';

const { account } = useAccount();

<CreditBalance onPress={() => setOpen(true)} />
{account && <LotList lots={account.lots} unlimited={account.unlimited} debtMicros={account.debtMicros} />}`;

/** What a page puts there: a link to the receipt. */
const paymentOf = (lot: Lot) => (lot.source === 'purchase' ? 'Creator pack · $40.00' : null);

const quiet = { heldMicros: 0, debtMicros: 0, unlimited: false, isLow: false };

/** Compact in a header, in full on a page. */
export function BalanceExample() {
  const [credits, setCredits] = useState(120);
  const [held, setHeld] = useState(15);
  const micros = creditsToMicros(credits);
  return (
    <Example
      title="Balance"
      text="What can be spent now, what is set aside, and in full where it all came from."
      code={code}
      controls={
        <>
          <AmountSlider label="Available" value={credits} most={1_500} step={0.5} onValue={setCredits} />
          <AmountSlider label="Held" value={held} most={100} onValue={setHeld} />
        </>
      }
    >
      <div className="flex flex-wrap gap-x-8 gap-y-5">
        <Case name="compact">
          <BalanceView
            {...quiet}
            availableMicros={micros}
            heldMicros={creditsToMicros(held)}
            isLow={credits < 10}
          />
        </Case>
        <Case name="low">
          <BalanceView {...quiet} availableMicros={creditsToMicros(4.5)} isLow />
        </Case>
        <Case name="owing">
          <BalanceView {...quiet} availableMicros={0} debtMicros={creditsToMicros(40)} isLow />
        </Case>
        <Case name="unlimited">
          <BalanceView {...quiet} availableMicros={0} unlimited />
        </Case>
      </div>
      <div className="mt-7 grid items-start gap-6 lg:grid-cols-2">
        <Case name="full">
          <div className="rounded-2xl border border-line bg-surface">
            <LotList lots={exampleLots} unlimited={false} debtMicros={0} behind={paymentOf} />
          </div>
        </Case>
        <Case name="full, owing">
          <div className="rounded-2xl border border-line bg-surface">
            <LotList lots={[]} unlimited={false} debtMicros={creditsToMicros(40)} />
          </div>
        </Case>
        <Case name="full, nothing yet">
          <div className="rounded-2xl border border-line bg-surface">
            <LotList lots={[]} unlimited={false} debtMicros={0} />
          </div>
        </Case>
        <Case name="full, unlimited">
          <div className="rounded-2xl border border-line bg-surface">
            <LotList lots={[]} unlimited debtMicros={0} />
          </div>
        </Case>
      </div>
    </Example>
  );
}
