import { creditsToMicros, PaymentState, packOffers, presets } from '@firemeter/functions/contract';
import { type ReactNode, useState } from 'react';
import { CallError } from '#kit/core/call-error.ts';
import { Select } from '../../components/controls/select.tsx';
import { OrderForm } from '../../components/money/order-form.tsx';
import { PaymentList } from '../../components/money/payment-list.tsx';
import { PaymentReceipt } from '../../components/money/payment-receipt.tsx';
import { SubscriptionView } from '../../components/money/subscription-view.tsx';
import { TopUpForm } from '../../components/money/top-up-form.tsx';
import { type Arrival, ArrivalView } from '../../components/results/arrival-view.tsx';
import { Button } from '../../components/ui/button.tsx';
import { Case, Example } from './example.tsx';
import { exampleCard, examplePayment, exampleSubscription } from './example-payments.ts';

const arrivals: readonly Arrival[] = [
  { kind: 'waiting', isSlow: false },
  { kind: 'waiting', isSlow: true },
  {
    kind: 'arrived',
    what: 'Creator pack',
    micros: creditsToMicros(500),
    balanceMicros: creditsToMicros(612.5),
  },
  { kind: 'begun' },
  { kind: 'on-its-way', what: 'Creator pack' },
  { kind: 'failed', why: 'The bank declined the card. Nothing was charged.' },
  { kind: 'taken-back', why: '$40.00 went back to where it came from.' },
  { kind: 'cancelled' },
  { kind: 'unknown' },
];

const code = `import { ArrivalView } from './components/arrival-view.tsx';
import { PaymentList } from './components/payment-list.tsx';
import { SubscriptionView } from './components/subscription-view.tsx';
import { TopUpForm } from './components/top-up-form.tsx';

<ArrivalView arrival={useArrival({ paymentId, cancelled })} actions={<Link to="/">To the studio</Link>} />
<PaymentList payments={payments} onOpen={open} />
<SubscriptionView subscription={billing.subscription} paused={false} plans={catalog.plans} nextAllotmentAt={null} actions={null} />
<TopUpForm settings={billing.topUp} stopped={null} chargedCents={0} card={billing.card} offers={offers} … />`;

const declined = new CallError({
  code: 'card-declined',
  message: 'The bank declined the card. Pay another way.',
  details: {},
  traceId: '0123456789abcdef0123456789abcdef',
  answered: true,
  cause: null,
});

const nothing = () => {};
const order = {
  title: 'Creator pack',
  content: '500 credits',
  price: '$40.00',
  note: null,
  card: null,
  isChange: false,
  busy: null,
  online: true,
  error: null,
  onCard: nothing,
  onCheckout: nothing,
} as const;
const topUp = {
  settings: null,
  stopped: null,
  chargedCents: 0,
  balanceMicros: creditsToMicros(4),
  card: exampleCard,
  offers: packOffers(presets.studio),
  busy: false,
  error: null,
  onSave: nothing,
} as const;
const topUpSettings = {
  belowMicros: creditsToMicros(10),
  pack: 'starter',
  currency: 'usd',
  monthlyMaxCents: 3_000,
};

/** From the order to the receipt, in every state. */
export function PaymentExamples() {
  const [shown, setShown] = useState(2);
  const arrival = arrivals[shown] ?? arrivals[0];
  return (
    <Example
      title="Payments"
      text="From the order to the receipt: what is paid, how it arrives, and what can happen to it later."
      code={code}
      controls={
        <Select
          label="Purchase"
          value={String(shown)}
          options={arrivals.map((each, index) => ({
            value: String(index),
            label: each.kind === 'waiting' && each.isSlow ? 'waiting, slow' : each.kind,
          }))}
          onChange={(value) => setShown(Number(value))}
        />
      }
    >
      {arrival && (
        <Case name={`purchase: ${arrival.kind}`}>
          <ArrivalView arrival={arrival} actions={<Button look="primary">To the studio</Button>} />
        </Case>
      )}
      <div className="mt-7 grid items-start gap-6 lg:grid-cols-2">
        <Case name="order, on Stripe’s page">
          <Frame>
            <OrderForm {...order} />
          </Frame>
        </Case>
        <Case name="order, saved card">
          <Frame>
            <OrderForm {...order} card={exampleCard} />
          </Frame>
        </Case>
        <Case name="order, declined">
          <Frame>
            <OrderForm {...order} card={exampleCard} error={declined} />
          </Frame>
        </Case>
        <Case name="order, under way">
          <Frame>
            <OrderForm {...order} busy="checkout" note="It renews every month until you cancel." />
          </Frame>
        </Case>
      </div>
      <div className="mt-7">
        <Case name="history, one of each state">
          <div className="rounded-2xl border border-line bg-surface">
            <PaymentList
              payments={PaymentState.options.map((state) => examplePayment(state))}
              onOpen={nothing}
            />
          </div>
        </Case>
      </div>
      <div className="mt-7 grid items-start gap-6 lg:grid-cols-2">
        <Case name="receipt">
          <PaymentReceipt
            payment={examplePayment('paid', { paidCents: 4_760 })}
            remainingMicros={creditsToMicros(480)}
          />
        </Case>
        <Case name="receipt, partly refunded">
          <PaymentReceipt
            payment={examplePayment('partly-refunded')}
            remainingMicros={creditsToMicros(300)}
          />
        </Case>
        <Case name="plan">
          <Frame flush>
            <SubscriptionView
              paused={false}
              subscription={exampleSubscription()}
              plans={presets.studio.plans}
              nextAllotmentAt={null}
              actions={<Button>Change plan</Button>}
            />
          </Frame>
        </Case>
        <Case name="plan, changing">
          <Frame flush>
            <SubscriptionView
              paused={false}
              subscription={exampleSubscription({ plan: 'max', next: { plan: 'plus', interval: 'month' } })}
              plans={presets.studio.plans}
              nextAllotmentAt={null}
              actions={null}
            />
          </Frame>
        </Case>
        <Case name="plan, cancelled">
          <Frame flush>
            <SubscriptionView
              paused={false}
              subscription={exampleSubscription({ isCancelled: true })}
              plans={presets.studio.plans}
              nextAllotmentAt={null}
              actions={<Button look="primary">Resume plan</Button>}
            />
          </Frame>
        </Case>
        <Case name="plan, paused with its account">
          <Frame flush>
            <SubscriptionView
              paused={true}
              subscription={exampleSubscription()}
              plans={presets.studio.plans}
              nextAllotmentAt={null}
              actions={<Button look="quiet">Cancel plan</Button>}
            />
          </Frame>
        </Case>
        <Case name="plan, past due">
          <Frame flush>
            <SubscriptionView
              paused={false}
              subscription={exampleSubscription({ status: 'past-due' })}
              plans={presets.studio.plans}
              nextAllotmentAt={null}
              actions={<Button look="primary">Pay with another card</Button>}
            />
          </Frame>
        </Case>
        <Case name="top-up, off">
          <Frame flush>
            <TopUpForm {...topUp} />
          </Frame>
        </Case>
        <Case name="top-up, no card">
          <Frame flush>
            <TopUpForm {...topUp} card={null} />
          </Frame>
        </Case>
        <Case name="top-up, on">
          <Frame flush>
            <TopUpForm {...topUp} settings={topUpSettings} chargedCents={1_000} />
          </Frame>
        </Case>
        <Case name="top-up, turned off by a decline">
          <Frame flush>
            <TopUpForm {...topUp} stopped="declined" />
          </Frame>
        </Case>
      </div>
    </Example>
  );
}

function Frame({ flush = false, children }: { flush?: boolean; children: ReactNode }) {
  return <div className={`rounded-2xl border border-line bg-surface ${flush ? '' : 'p-5'}`}>{children}</div>;
}
