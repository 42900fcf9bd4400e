import {
  type Account,
  AppError,
  currentPlan,
  type Facts,
  firstSlice,
  type GenerationInput,
  isOpenOn,
  limitOnPlan,
  operationOf,
  type PublishedCatalog,
  planRules,
  type Quote,
  quote,
  quoteInput,
  type Rate,
  toQuantity,
} from '@firemeter/functions/contract';
import { type CostState, costState } from './cost-state.ts';
import { sellsCredits } from './sells-credits.ts';

/** A request to price. */
export interface Ask {
  /** The name of an operation in the catalog. */
  readonly operation: string;
  /** Absent: the default model. */
  readonly model?: string | undefined;
  /** The input of a kind of work of Firemeter's own. */
  readonly input?: GenerationInput;
  /** For a kind of work of the app's own: the most that its input can use, as its operation's `atMost` returns it. */
  readonly atMost?: Readonly<Record<string, number>>;
  /** The known facts of each of the input's sources. */
  readonly sources?: readonly Facts[] | undefined;
  /** So many requests at once; absent: one. */
  readonly count?: number | undefined;
}

/** The price of a request, and what it means to whoever is signed in. */
export interface PricedQuote {
  readonly kind: 'priced';
  readonly modelName: string;
  /** So many requests, each at an equal part of the price. */
  readonly count: number;
  /** The most that it can cost. */
  readonly priceMicros: number;
  /** The credits that are set aside as it begins. */
  readonly holdMicros: number;
  /** Whether it costs exactly the price, and never less. */
  readonly exact: boolean;
  /** The rate, if it counts a part of something as a whole: "started minute". */
  readonly startedRate: Rate | null;
  readonly catalogVersion: number;
  /** Whether there is anything to buy. */
  readonly creditsSold: boolean;
  readonly state: CostState;
}

interface KnownFacts {
  readonly published: PublishedCatalog;
  readonly account: Account | undefined;
  readonly nowMs: number;
  /** Credits that requests will hold whose hold isn't seen yet. */
  readonly expectedMicros?: number;
  /** Whether the user is staff who work for free. */
  readonly runsFree?: boolean;
}

/**
 * Returns what the server would charge for a request, and whether it would admit it.
 * @throws AppError when it isn't sold, or not with this input
 */
export function priceAsk(ask: Ask, facts: KnownFacts): PricedQuote {
  const { published, account, nowMs, expectedMicros = 0, runsFree = false } = facts;
  const { catalog, version } = published;
  const priced = quoteAsk(catalog, ask);
  const { operation, model, modelName } = priced;
  const { count = 1 } = ask;
  const slice = firstSlice(priced) ?? { leastMicros: priced.priceMicros, firstMicros: priced.priceMicros };
  const priceMicros = count * priced.priceMicros;
  const rules = planRules(catalog, priced);
  const plan = account ? currentPlan(account, nowMs) : null;
  const state = costState({
    account,
    operationName: ask.operation,
    limit: limitOnPlan(operation.limit, rules, plan),
    openedBy: isOpenOn(rules, plan) ? null : (rules.opening?.plans.map(({ label }) => label) ?? null),
    priceMicros,
    leastMicros: count * slice.leastMicros,
    expectedMicros,
    runsFree,
    guestLimit: guestLimitOf(published, ask.operation),
    lowBalanceMicros: catalog.lowBalanceMicros,
    nowMs,
  });
  const isPaid = state.kind === 'enough' || state.kind === 'low' || state.kind === 'partly';
  const { price } = model;
  return {
    kind: 'priced',
    modelName,
    count,
    priceMicros,
    holdMicros: isPaid ? count * slice.firstMicros : 0,
    exact: price.kind !== 'per-token' && !isEstimated(ask, price),
    startedRate: price.kind === 'per-unit' && price.unitSize !== 1 ? price : null,
    catalogVersion: version,
    creditsSold: sellsCredits(catalog),
    state,
  };
}

/** Returns the price of a request by the catalog. @throws AppError when it isn't sold, or not with this input */
export function quoteAsk(catalog: PublishedCatalog['catalog'], ask: Ask): Quote {
  const { operation, model, input, atMost, sources } = ask;
  if (input) return quoteInput(catalog, { operation, model, input, sources });
  if (atMost) return quote(catalog, { operation, model, quantity: toQuantity(atMost) });
  throw new AppError('invalid-argument', { reason: 'unreadable' });
}

function guestLimitOf({ catalog: { guests } }: PublishedCatalog, operation: string) {
  return guests?.operations.includes(operation) ? guests.perSession : null;
}

/** Returns whether the charged quantity is known only once the work is done, such as the length of speech. */
function isEstimated({ input }: Ask, price: Rate): boolean {
  if (price.kind !== 'per-unit') return false;
  // Work of the app's own is charged by what it reports.
  if (!input) return true;
  const estimated: readonly string[] = operationOf(input).estimated;
  return estimated.includes(price.unit);
}
