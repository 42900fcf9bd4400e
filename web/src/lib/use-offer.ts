import {
  AppError,
  type Facts,
  firstSlice,
  operationOf,
  type PublishedCatalog,
  quoteInput,
} from '@firemeter/functions/contract';
import { type CheaperWay, cheaperWay } from './cheaper-way.ts';
import { type CostState, costState } from './cost-state.ts';
import { helpOf } from './describe-error.ts';
import { startedText } from './describe-rate.ts';
import type { Intent } from './generation-store.ts';
import { useKinds } from './kinds.ts';
import { runsFree } from './pays-nothing.ts';
import { sellsCredits } from './sells-credits.ts';
import { usePerson } from './session.tsx';
import { useCatalog } from './use-catalog.ts';
import { useNow } from './use-now.ts';
import { useOnline } from './use-online.ts';
import { useSpendable } from './use-spendable.ts';

/** What a request would cost right now, and whether it can be made. */
export type Offer =
  | {
      kind: 'priced';
      /** So many requests, each at an equal part of the price. */
      count: number;
      /** The most it can cost. */
      priceMicros: number;
      /** What is set aside as it begins. */
      holdMicros: number;
      exact: boolean;
      /** What its price counts whole as soon as it has begun: "started minute". */
      started: string | null;
      /** What helps whoever has too few credits. */
      cheaper: CheaperWay | null;
      catalogVersion: number;
      /** Whether there is anything to buy: nobody is sent to an empty shop. */
      creditsSold: boolean;
      state: CostState;
    }
  | { kind: 'unavailable'; message: string }
  | { kind: 'offline' }
  | { kind: 'loading' };

export type PricedOffer = Extract<Offer, { kind: 'priced' }>;
export type Ask = Pick<Intent, 'operation' | 'model' | 'input'> & {
  /** What is known of each of the input's sources. */
  sources?: readonly Facts[] | undefined;
  /** So many requests at once. Default: one. */
  count?: number | undefined;
};

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
  try {
    const { count = 1 } = ask;
    const quote = quoteInput(published.catalog, ask);
    const { operation, model } = quote;
    const slice = firstSlice(quote) ?? { leastMicros: quote.priceMicros, firstMicros: quote.priceMicros };
    const priceMicros = count * quote.priceMicros;
    const [leastMicros, firstMicros] = [count * slice.leastMicros, count * slice.firstMicros];
    const { lowBalanceMicros } = published.catalog;
    const state = costState({
      account,
      operationName: ask.operation,
      limit: operation.limit,
      priceMicros,
      leastMicros,
      expectedMicros,
      runsFree: runsFree(published.catalog, role),
      guestLimit: guestLimitOf(published, ask.operation),
      lowBalanceMicros,
      nowMs,
    });
    const isPaid = state.kind === 'enough' || state.kind === 'low' || state.kind === 'partly';
    return {
      kind: 'priced',
      count,
      priceMicros,
      holdMicros: isPaid ? firstMicros : 0,
      exact: model.price.kind !== 'per-token' && !isMeasured(ask, model.price),
      started: startedText(model.price),
      cheaper:
        state.kind === 'insufficient'
          ? cheaperWay({ catalog: published.catalog, ask, availableMicros: state.availableMicros, kinds })
          : null,
      catalogVersion: published.version,
      creditsSold: sellsCredits(published.catalog),
      state,
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    // The price follows from a source that is not chosen, or not loaded yet.
    if (error.details.reason === 'size-unknown' && !ask.sources) return { kind: 'loading' };
    return { kind: 'unavailable', message: helpOf(error) };
  }
}

function guestLimitOf({ catalog: { guests } }: PublishedCatalog, operation: string) {
  return guests?.operations.includes(operation) ? guests.perSession : null;
}

/** Whether what it is charged by is known only when it has been made: speech is as long as it turns out to be. */
function isMeasured(
  { input }: Ask,
  price: PublishedCatalog['catalog']['operations'][string]['models'][string]['price'],
): boolean {
  const estimated: readonly string[] = operationOf(input).estimated;
  return price.kind === 'per-unit' && estimated.includes(price.unit);
}
