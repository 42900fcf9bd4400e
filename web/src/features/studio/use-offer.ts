import { AppError, type GenerationInput, quoteInput } from '@firemeter/functions/contract';
import { type CostState, costState } from '../../lib/cost-state.ts';
import { useAccount } from '../../lib/use-account.ts';
import { useCatalog } from '../../lib/use-catalog.ts';
import { useNow } from '../../lib/use-now.ts';
import { useOnline } from '../../lib/use-online.ts';
import type { Intent } from './generation-store.ts';

/** What a request would cost right now, and whether it can be made. */
export type Offer =
  | { kind: 'priced'; priceMicros: number; exact: boolean; catalogVersion: number; state: CostState }
  | { kind: 'unavailable'; message: string }
  | { kind: 'offline' }
  | { kind: 'loading' };

export type Ask = Pick<Intent, 'operation' | 'model' | 'input'>;

/** Computed by the functions that the server charges by, from the live catalog and account. */
export function useOffer(ask: Ask): Offer {
  const online = useOnline();
  const { account } = useAccount();
  const { published } = useCatalog();
  const nowMs = useNow({ everyMs: 1_000 });
  if (!online) return { kind: 'offline' };
  if (!published) return { kind: 'loading' };
  const { catalog, version } = published;
  try {
    const { operation, model, priceMicros } = quoteInput(catalog, ask);
    const { limit } = operation;
    const { lowBalanceMicros } = catalog;
    const state = costState({
      account,
      operationName: ask.operation,
      limit,
      priceMicros,
      lowBalanceMicros,
      nowMs,
    });
    return {
      kind: 'priced',
      priceMicros,
      exact: model.price.kind !== 'per-token',
      catalogVersion: version,
      state,
    };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { kind: 'unavailable', message: error.message };
  }
}

/** A model's price as it stands in a list. */
export function priceOf(
  input: GenerationInput,
  {
    catalog,
    operation,
    model,
  }: {
    catalog: Parameters<typeof quoteInput>[0];
    operation: string;
    model: string;
  },
): number | null {
  try {
    return quoteInput(catalog, { operation, model, input }).priceMicros;
  } catch {
    return null;
  }
}
