import { type Catalog, TERMS_VERSION } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { newRequestId } from '#kit/core/new-request-id.ts';
import { toast } from '../../lib/page/toast.ts';
import { useServices } from '../../lib/service/services.ts';
import { type Order, priceOrder } from './order.ts';

type Without<T> = T extends unknown ? Omit<T, 'requestId'> : never;

interface UseOrder {
  catalog: Catalog;
  catalogVersion: number;
  /** Where the payment that was made can be watched. */
  onPaid: (paymentId: string) => void;
}

/** An order from the first press to the payment page, or to the payment itself. */
export function useOrder({ catalog, catalogVersion, onPaid }: UseOrder) {
  const { client } = useServices();
  const [order, setOrder] = useState<Order | null>(null);
  const priced = order && priceOrder(order, catalog);

  const shown = () => {
    if (!order || !priced) throw new Error('There is nothing to order');
    const { requestId, currency } = order;
    const { amountCents: shownAmountCents } = priced;
    return { requestId, currency, shownAmountCents, catalogVersion, termsVersion: TERMS_VERSION };
  };
  const checkout = useMutation({
    mutationFn: async () => {
      const request = shown();
      if (order?.kind === 'pack') {
        return client.call('startCheckout', { ...request, buy: { kind: 'pack', pack: order.pack } });
      }
      if (order?.kind !== 'plan') throw new Error('A change of plan needs no checkout');
      const { plan, interval } = order;
      return client.call('startCheckout', { ...request, buy: { kind: 'plan', plan, interval } });
    },
    onSuccess: ({ url }) => location.assign(url),
  });
  const savedCard = useMutation({
    mutationFn: async () => {
      if (order?.kind !== 'pack') throw new Error('Only packs are bought at one press');
      return client.call('buyPackWithSavedCard', { ...shown(), pack: order.pack });
    },
    onSuccess: ({ paymentId }) => onPaid(paymentId),
  });
  const changePlan = useMutation({
    mutationFn: async () => {
      if (order?.kind !== 'change') throw new Error('There is no plan to change to');
      return client.call('changePlan', { ...shown(), plan: order.plan, interval: order.interval });
    },
    onSuccess: () => {
      toast.success(t`Your plan is being changed`);
      setOrder(null);
    },
  });

  const steps = [checkout, savedCard, changePlan];
  const forget = () => {
    for (const step of steps) step.reset();
  };
  const failed = steps.find(({ error }) => error)?.error;
  // The browser is on its way to the payment page: nothing can be pressed any more.
  const leaving = checkout.isPending || checkout.isSuccess;
  return {
    order,
    priced,
    error: failed ? toCallError(failed) : null,
    busy: savedCard.isPending ? 'card' : leaving || changePlan.isPending ? 'checkout' : null,
    begin: (wanted: Without<Order>) => {
      forget();
      setOrder({ ...wanted, requestId: newRequestId() } as Order);
    },
    /** Orders the same in another currency: at another price it is another order. */
    changeCurrency: (currency: string) => {
      forget();
      setOrder((before) => before && { ...before, currency, requestId: newRequestId() });
    },
    end: () => {
      if (!leaving && !savedCard.isPending && !changePlan.isPending) setOrder(null);
    },
    payByCard: () => {
      forget();
      savedCard.mutate();
    },
    goOn: () => {
      forget();
      if (order?.kind === 'change') changePlan.mutate();
      else checkout.mutate();
    },
  } as const;
}
