import { AppError, currentPlan } from '@firemeter/functions/contract';
import { inEnglish } from '../core/in-english.ts';
import { type Ask, type PricedQuote, priceAsk } from '../core/price-ask.ts';
import { type RankedModel, rankModels } from '../core/rank-models.ts';
import { useAccount } from './use-account.ts';
import { useBalance } from './use-balance.ts';
import { useCatalog } from './use-catalog.ts';
import { useNow } from './use-now.ts';
import { useOnline } from './use-online.ts';

/** What a request would cost now, and whether it can be made. */
export type Quote =
  | PricedQuote
  /** It isn't sold, or not with this input. */
  | { readonly kind: 'unavailable'; readonly error: AppError }
  | { readonly kind: 'offline' }
  | { readonly kind: 'loading' };

/** Returns the price of a request, computed by the functions that the server charges by, live. */
export function useQuote(ask: Ask): Quote {
  const published = useCatalog();
  const { account } = useAccount();
  const isOnline = useOnline();
  const nowMs = useNow({ everyMs: 1_000 });
  if (!isOnline) return { kind: 'offline' };
  if (!published) return { kind: 'loading' };
  try {
    return priceAsk(ask, { published, account, nowMs });
  } catch (error) {
    if (error instanceof AppError) return { kind: 'unavailable', error: inEnglish(error) };
    throw error;
  }
}

/** Returns the models of an operation, cheapest first, with those that the balance can't pay and the one to recommend. */
export function useModels(ask: Omit<Ask, 'model'>): readonly RankedModel[] {
  const published = useCatalog();
  const balance = useBalance();
  const { account } = useAccount();
  const nowMs = useNow({ everyMs: 15_000 });
  if (!published) return [];
  const isCharged = balance.status === 'ready' && !balance.unlimited && !balance.isGuest;
  const availableMicros = isCharged ? balance.availableMicros : null;
  const plan = account ? currentPlan(account, nowMs) : null;
  return rankModels({ catalog: published.catalog, ...ask, availableMicros, plan });
}
