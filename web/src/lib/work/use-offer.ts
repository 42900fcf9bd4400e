import { AppError, currentPlan } from '@firemeter/functions/contract';
import { type PricedQuote, priceAsk } from '#kit/core/price-ask.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { useOnline } from '#kit/hooks/use-online.ts';
import type { Quote } from '#kit/hooks/use-quote.ts';
import { useCatalog } from '../data/use-catalog.ts';
import { useSpendable } from '../data/use-spendable.ts';
import { cheaperAdvice } from '../money/advice/cheaper-advice.ts';
import { runsFree } from '../money/pays-nothing.ts';
import { usePerson } from '../service/session/person.tsx';
import type { Intent } from './generation-store.ts';
import { useKinds } from './kinds.ts';

/** The price of a request now, with advice for whoever has too few credits; null: there is none. */
export type PricedOffer = PricedQuote & { advice: string | null };

/** What a request would cost right now, and whether it can be made. */
export type Offer = PricedOffer | Exclude<Quote, { kind: 'priced' }>;

export type Ask = Pick<Intent, 'operation' | 'model' | 'input'> & {
  /** What is known of each of the input's sources. */
  sources?: PricedSources;
  /** So many requests at once. Default: one. */
  count?: number | undefined;
};
type PricedSources = Parameters<typeof priceAsk>[0]['sources'];

/** Computed by the functions that the server charges by, from the live catalog and account. */
export function useOffer(ask: Ask): Offer {
  const online = useOnline();
  const { published } = useCatalog();
  const nowMs = useNow({ everyMs: 1_000 });
  const { role } = usePerson();
  const kinds = useKinds();
  const { account, expectedMicros } = useSpendable();
  if (!online) return { kind: 'offline' };
  if (!published) return { kind: 'loading' };
  const { catalog } = published;
  try {
    const known = { published, account, nowMs, expectedMicros, runsFree: runsFree(catalog, role) };
    const priced = priceAsk(ask, known);
    const { state, creditsSold } = priced;
    const plan = account ? currentPlan(account, nowMs) : null;
    const advice =
      state.kind === 'insufficient'
        ? cheaperAdvice({ catalog, ask, availableMicros: state.availableMicros, kinds, plan }, creditsSold)
        : null;
    return { ...priced, advice };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // The price follows from a source that is not chosen, or not loaded yet.
    if (error.details.reason === 'size-unknown' && !ask.sources) return { kind: 'loading' };
    return { kind: 'unavailable', error };
  }
}
