import { type PackOffer, packOffers, TERMS_VERSION } from '@firemeter/functions/contract';
import { useCallback, useMemo, useRef, useState } from 'react';
import { type CallError, toCallError } from '../core/call-error.ts';
import { inEnglish } from '../core/in-english.ts';
import { newRequestId } from '../core/new-request-id.ts';
import { useCatalog } from './use-catalog.ts';
import { useClient } from './use-client.ts';

export interface Purchase {
  /** The packs on offer, cheapest first in each currency. Undefined until they are known. */
  readonly offers: readonly PackOffer[] | undefined;
  /** The pack whose payment page is being opened. */
  readonly opening: PackOffer | null;
  readonly error: CallError | null;
  /** Opens the payment page for a pack. Pressed again after a failure, it is the same order. */
  buy(offer: PackOffer): Promise<void>;
}

/** @param open opens the payment page; absent: in this tab */
export function usePurchase(open: (url: string) => void = openHere): Purchase {
  const client = useClient();
  const published = useCatalog();
  const [opening, setOpening] = useState<PackOffer | null>(null);
  const [error, setError] = useState<CallError | null>(null);
  const orders = useRef(new Map<string, string>());
  const opener = useRef(open);
  opener.current = open;

  const offers = useMemo(
    () => published && packOffers(published.catalog).toSorted((a, b) => a.amountCents - b.amountCents),
    [published],
  );
  const version = published?.version;
  const buy = useCallback(
    async (offer: PackOffer) => {
      if (version === undefined) return;
      const { pack, currency, amountCents } = offer;
      // Another price is another order.
      const key = `${pack} ${currency} ${amountCents}`;
      const requestId = orders.current.get(key) ?? newRequestId();
      orders.current.set(key, requestId);
      setError(null);
      setOpening(offer);
      try {
        const { url } = await client.call('startCheckout', {
          requestId,
          buy: { kind: 'pack', pack },
          currency,
          shownAmountCents: amountCents,
          catalogVersion: version,
          termsVersion: TERMS_VERSION,
        });
        orders.current.delete(key);
        opener.current(url);
      } catch (cause) {
        setError(inEnglish(toCallError(cause)));
      } finally {
        setOpening(null);
      }
    },
    [client, version],
  );
  return { offers, opening, error, buy };
}

function openHere(url: string): void {
  globalThis.location.assign(url);
}
