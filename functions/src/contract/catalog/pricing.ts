import { AppError, assertNever } from '../errors.ts';
import { type BuiltIn, builtInOperations, largestUse, operationOf } from '../generation/generation-input.ts';
import type { DetailsOf } from '../messages/error-texts.ts';
import { countOf, type Quantity } from '../money/quantity.ts';
import type { AnyOperation, Facts, InputFor } from '../operations/define-operation.ts';
import type { Operations } from '../operations/register-operations.ts';
import type { Catalog, Model, Operation, Rate } from './catalog.ts';
import { isOfferedSize, offeredLengths } from './offered.ts';

/**
 * Returns the amount for a quantity at a rate, in micros (of a credit for a price, of a US dollar for a cost). Exact in
 * integers: never negative, and never less for more.
 * @throws AppError `invalid-argument` when the quantity lacks what the rate charges by
 */
export function amountMicros(rate: Rate, quantity: Quantity): number {
  switch (rate.kind) {
    case 'flat':
      return rate.micros;
    case 'per-unit': {
      const count = countOf(quantity, rate.unit) ?? lacks(rate.unit);
      return Math.max(Math.ceil(count / rate.unitSize) * rate.micros, rate.minimumMicros);
    }
    case 'per-variant': {
      const { variant = lacks('variant'), images = lacks('images') } = quantity;
      if (!Object.hasOwn(rate.micros, variant)) {
        throw new AppError('invalid-argument', { reason: 'unknown-variant', variant });
      }
      return images * (rate.micros[variant] ?? 0);
    }
    case 'per-token': {
      const { inputTokens = lacks('inputTokens'), outputTokens = lacks('outputTokens') } = quantity;
      const thousandfold =
        inputTokens * rate.inputMicrosPerThousand + outputTokens * rate.outputMicrosPerThousand;
      return Math.max(Math.ceil(thousandfold / 1_000), rate.minimumMicros);
    }
    default:
      return assertNever(rate);
  }
}

function lacks(field: string): never {
  throw new AppError('invalid-argument', { reason: 'quantity-missing', field });
}

/** A price for one request before it runs: the most that it can cost. */
export interface Quote {
  readonly operationName: string;
  readonly operation: Operation;
  readonly modelName: string;
  readonly model: Model;
  readonly quantity: Quantity;
  readonly priceMicros: number;
}

/**
 * Prices a quantity of an operation's model.
 * @throws AppError `unknown-operation`, `unknown-model`, `operation-disabled`, `invalid-argument`
 */
export function quote(
  catalog: Catalog,
  request: { operation: string; model?: string | undefined; quantity: Quantity },
): Quote {
  const operation = Object.hasOwn(catalog.operations, request.operation)
    ? catalog.operations[request.operation]
    : undefined;
  if (!operation) {
    throw new AppError('unknown-operation', { reason: 'operation', operation: request.operation });
  }
  const modelName = request.model ?? operation.defaultModel;
  const model = Object.hasOwn(operation.models, modelName) ? operation.models[modelName] : undefined;
  if (!model) {
    throw new AppError('unknown-model', { operation: request.operation, model: modelName });
  }
  if (!isOffered(catalog, operation, model)) {
    throw new AppError('operation-disabled', { reason: 'model', ...namesOf(model) });
  }
  const quantity = withVariant(model, request.quantity);
  return {
    operationName: request.operation,
    operation,
    modelName,
    model,
    quantity,
    priceMicros: amountMicros(model.price, quantity),
  };
}

/** The output tokens that a stream's first hold covers, and the fewest that are worth starting with. */
const FIRST_TOKENS = 512;
const LEAST_TOKENS = 32;

/**
 * Returns the credits held before an answer of unknown length begins; more is held as it grows. Null: the whole
 * price is held, because the work doesn't stream or isn't charged by the token.
 */
export function firstSlice({
  operation,
  model,
  quantity,
}: Quote): { leastMicros: number; firstMicros: number } | null {
  const { outputTokens } = quantity;
  const isStreamed = builtInOperations.get(operation.kind)?.streams ?? false;
  if (!isStreamed || model.price.kind !== 'per-token' || outputTokens === undefined) return null;
  const upTo = (tokens: number) =>
    amountMicros(model.price, { ...quantity, outputTokens: Math.min(outputTokens, tokens) });
  return { leastMicros: upTo(LEAST_TOKENS), firstMicros: upTo(FIRST_TOKENS) };
}

/** A request with its input, which determines the price. */
interface InputRequest<O extends AnyOperation> {
  readonly operation: string;
  readonly model?: string | undefined;
  readonly input: InputFor<O>;
  /** The facts about each of the input's sources. */
  readonly sources?: readonly Facts[] | undefined;
  /** The quantity that was held: the input was priced earlier. */
  readonly heldFor?: Quantity;
}

/**
 * Prices a user's request.
 * @param operations the registered kinds of work, if there are others than Firemeter's own
 * @throws AppError as `quote` does, and `invalid-argument` when the operation doesn't sell this kind, its model doesn't
 * make this length, or the price can't be computed for these sources
 */
export function quoteInput<O extends AnyOperation = BuiltIn>(
  catalog: Catalog,
  request: InputRequest<O>,
  operations?: Operations<O>,
): Quote {
  const known: Operations = operations ?? builtInOperations;
  const { input, sources, heldFor } = request;
  const { length } = operationOf(input, known);
  const priced = quote(catalog, { ...request, quantity: heldFor ?? largestUse(input, sources, known) });
  if (priced.operation.kind !== input.kind) {
    const { kind } = priced.operation;
    throw new AppError('invalid-argument', { reason: 'wrong-kind', ...namesOf(priced.operation), kind });
  }
  const lengths = length && offeredLengths(priced.model);
  if (lengths && !lengths.includes(length.of(input))) {
    throw new AppError('invalid-argument', {
      reason: 'wrong-length',
      ...namesOf(priced.model),
      lengths: [...lengths],
    });
  }
  return priced;
}

/** The limits and the model of a request that depend on the plan of the account that admits it. */
export interface PlanRules {
  /** The most requests in the window of the operation's limit, by plan. */
  readonly limits: Readonly<Record<string, number>>;
  /** The model, and the plans of which one opens it; null: everybody can use it. */
  readonly opening: DetailsOf<'plan-required'> | null;
}

/** Returns what the plans of a catalog change about a request. */
export function planRules(
  catalog: Pick<Catalog, 'plans'>,
  { operationName, model }: Pick<Quote, 'operationName' | 'model'>,
): PlanRules {
  const { plans } = catalog;
  // A plan that left the catalog opens nothing any more, and is still named.
  const named = model.plans?.map((name) => ({ name, label: name, ...(plans[name] && namesOf(plans[name])) }));
  const opening = named ? { ...namesOf(model), plans: named } : null;
  return { limits: planLimits(catalog, operationName), opening };
}

/** Returns the most requests of subscribers in the window of an operation's limit, by plan. */
export function planLimits({ plans }: Pick<Catalog, 'plans'>, operation: string): Record<string, number> {
  const limits = Object.entries(plans).flatMap(([name, plan]) => {
    const max = plan.limits?.[operation];
    return max === undefined ? [] : [[name, max] as const];
  });
  return Object.fromEntries(limits);
}

/** Returns a label in every language that it has. */
function namesOf({ label, labels }: Pick<Model, 'label' | 'labels'>): {
  label: string;
  labels?: Record<string, string>;
} {
  return { label, ...(labels && { labels }) };
}

/** Returns whether a model is offered: neither it nor its provider, its operation or everything is switched off. */
export function isOffered(
  { enabled, disabledProviders }: Pick<Catalog, 'enabled' | 'disabledProviders'>,
  operation: Operation,
  model: Model,
): boolean {
  return enabled && operation.enabled && model.enabled && !disabledProviders.includes(model.provider);
}

function withVariant(model: Model, quantity: Quantity): Quantity {
  const { variants } = model;
  const variant = quantity.variant ?? variants?.default;
  if (variant === undefined) return quantity;
  const size = variants && Object.hasOwn(variants.all, variant) ? variants.all[variant] : undefined;
  if (!size) throw new AppError('invalid-argument', { reason: 'unknown-variant', variant });
  if (!isOfferedSize(model, size)) {
    throw new AppError('invalid-argument', {
      reason: 'wrong-size',
      ...namesOf(model),
      width: size.width,
      height: size.height,
    });
  }
  return { ...quantity, variant };
}

/**
 * Returns the value of a credit in micros of a US dollar: in the pack where it is cheapest, and where it is most
 * expensive.
 */
export function creditValueUsdMicros({
  packs,
}: Pick<Catalog, 'packs'>): { least: number; most: number } | null {
  const values = Object.values(packs).flatMap(({ micros, prices }) =>
    prices.usd === undefined ? [] : Math.round((prices.usd * 10_000 * 1_000_000) / micros),
  );
  return values.length === 0 ? null : { least: Math.min(...values), most: Math.max(...values) };
}

/**
 * Returns the rest of a price after its provider is paid.
 * @param creditUsdMicros the value of a credit
 * @returns micros of a US dollar, the share of the price that is kept, and price divided by cost; null instead of a
 * division by zero
 */
export function calculateMargin(
  { price, cost }: Pick<Model, 'price' | 'cost'>,
  quantity: Quantity,
  creditUsdMicros: number,
): { priceUsdMicros: number; costUsdMicros: number; share: number | null; markup: number | null } {
  const priceUsdMicros = Math.round((amountMicros(price, quantity) * creditUsdMicros) / 1_000_000);
  const costUsdMicros = amountMicros(cost, quantity);
  return {
    priceUsdMicros,
    costUsdMicros,
    share: priceUsdMicros === 0 ? null : (priceUsdMicros - costUsdMicros) / priceUsdMicros,
    markup: costUsdMicros === 0 ? null : priceUsdMicros / costUsdMicros,
  };
}
