import {
  type Catalog,
  MAX_COUNT,
  type Model,
  type Operation,
  type Quantity,
  type Rate,
  units,
} from './catalog.ts';
import { AppError, assertNever } from './errors.ts';
import { type GenerationInput, largestUse } from './generation.ts';
import { isOfferedSize, offeredLengths } from './offered.ts';

/**
 * The amount of a quantity at a rate, in micros (of a credit for a price, of a US dollar for a cost).
 * Exact in integers: never negative, never less for more.
 * @throws AppError `invalid-argument` when the quantity lacks what the rate charges by
 */
export function amountMicros(rate: Rate, quantity: Quantity): number {
  switch (rate.kind) {
    case 'flat':
      return rate.micros;
    case 'per-unit': {
      const count = quantity[units[rate.unit]] ?? lacks(units[rate.unit]);
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

function lacks(field: keyof Quantity): never {
  throw new AppError('invalid-argument', { reason: 'quantity-missing', field });
}

/** A price for one request, before it runs: the most it can cost. */
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

/** Output tokens that a stream's first hold is for, and the fewest that are worth beginning with. */
const FIRST_TOKENS = 512;
const LEAST_TOKENS = 32;

/**
 * What is set aside before an answer of unknown length begins; more is held as it grows. Null: the whole price, since
 * the work does not stream or is not charged by the token.
 */
export function firstSlice({
  operation,
  model,
  quantity,
}: Quote): { leastMicros: number; firstMicros: number } | null {
  const { outputTokens } = quantity;
  if (operation.kind !== 'chat' || model.price.kind !== 'per-token' || outputTokens === undefined)
    return null;
  const upTo = (tokens: number) =>
    amountMicros(model.price, { ...quantity, outputTokens: Math.min(outputTokens, tokens) });
  return { leastMicros: upTo(LEAST_TOKENS), firstMicros: upTo(FIRST_TOKENS) };
}

/**
 * Prices what a creator asks for.
 * @throws AppError as `quote` does, and `invalid-argument` when the operation does not make this kind, or its model not
 * this length
 */
export function quoteInput(
  catalog: Catalog,
  request: { operation: string; model?: string | undefined; input: GenerationInput },
): Quote {
  const priced = quote(catalog, { ...request, quantity: largestUse(request.input) });
  if (priced.operation.kind !== request.input.kind) {
    const { kind } = priced.operation;
    throw new AppError('invalid-argument', { reason: 'wrong-kind', ...namesOf(priced.operation), kind });
  }
  const { input } = request;
  const lengths = offeredLengths(priced.model);
  if (input.kind === 'video' && lengths && !lengths.includes(input.seconds)) {
    throw new AppError('invalid-argument', {
      reason: 'wrong-length',
      ...namesOf(priced.model),
      lengths: [...lengths],
    });
  }
  return priced;
}

/** What something is called, in every language that it has a name in. */
function namesOf({ label, labels }: Pick<Model, 'label' | 'labels'>): {
  label: string;
  labels?: Record<string, string>;
} {
  return { label, ...(labels && { labels }) };
}

/** Whether nobody has switched it off: the model, its provider, its operation or everything. */
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

/** What a credit brings in, in micros of a US dollar: from the pack that sells it cheapest to the dearest. */
export function creditValueUsdMicros({
  packs,
}: Pick<Catalog, 'packs'>): { least: number; most: number } | null {
  const values = Object.values(packs).flatMap(({ micros, prices }) =>
    prices.usd === undefined ? [] : Math.round((prices.usd * 10_000 * 1_000_000) / micros),
  );
  return values.length === 0 ? null : { least: Math.min(...values), most: Math.max(...values) };
}

/**
 * What is left of a price when its provider is paid.
 * @param creditUsdMicros what a credit brings in
 * @returns micros of a US dollar, the share of the price that is kept, and price by cost; null where dividing by nothing
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

/** The most that a provider's own template adds to a prompt, in tokens. */
const TEMPLATE_TOKENS = 512;

const counts = ['images', 'seconds', 'characters', 'inputTokens', 'outputTokens'] as const;

/**
 * Bounds what a provider says was used by what was requested: nobody pays for more than they asked for, and what is no
 * count at all is taken for what was requested. Of input tokens only an estimate is requested, by half of the bytes;
 * no tokenizer makes more of them than bytes. What nothing was requested of is only made a count, or left out.
 */
export function boundUsage(requested: Quantity, reported: Quantity): Quantity {
  const bounded: Quantity = { ...requested, ...reported };
  for (const field of counts) {
    const used = bounded[field];
    if (used === undefined) continue;
    const requestedCount = requested[field];
    const most =
      field === 'inputTokens' && requestedCount !== undefined
        ? 2 * requestedCount + TEMPLATE_TOKENS
        : requestedCount;
    const isCount = Number.isSafeInteger(used) && used >= 0;
    if (isCount) bounded[field] = Math.min(used, most ?? MAX_COUNT, MAX_COUNT);
    else if (requestedCount !== undefined) bounded[field] = requestedCount;
    else delete bounded[field];
  }
  return bounded;
}
