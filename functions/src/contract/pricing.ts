import type { Catalog, Model, Operation, Quantity, Rate } from './catalog.ts';
import { AppError, assertNever } from './errors.ts';
import type { GenerationInput } from './generation.ts';
import { utf8Bytes } from './text.ts';

/**
 * The amount of a quantity at a rate, in micros (of a credit for a price, of a US dollar for a cost).
 * Exact in integers: never negative, never less for more.
 * @throws AppError `invalid-argument` when the quantity is of another kind than the rate
 */
export function amountMicros(rate: Rate, quantity: Quantity): number {
  switch (rate.kind) {
    case 'flat':
      return rate.micros;
    case 'per-unit': {
      if (quantity.kind !== 'units') throw wrongQuantity(rate, quantity);
      const amount = Math.ceil(quantity.units / rate.unitSize) * rate.micros;
      return Math.max(amount, rate.minimumMicros);
    }
    case 'per-token': {
      if (quantity.kind !== 'tokens') throw wrongQuantity(rate, quantity);
      const perThousand =
        quantity.inputTokens * rate.inputMicrosPerThousand +
        quantity.outputTokens * rate.outputMicrosPerThousand;
      return Math.max(Math.ceil(perThousand / 1_000), rate.minimumMicros);
    }
    default:
      return assertNever(rate);
  }
}

function wrongQuantity(rate: Rate, quantity: Quantity): AppError {
  return new AppError(
    'invalid-argument',
    `A ${rate.kind} price cannot charge a quantity of ${quantity.kind}.`,
  );
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
    throw new AppError('unknown-operation', `There is no operation "${request.operation}" in the catalog.`);
  }
  const modelName = request.model ?? operation.defaultModel;
  const model = Object.hasOwn(operation.models, modelName) ? operation.models[modelName] : undefined;
  if (!model) {
    throw new AppError('unknown-model', `The operation "${request.operation}" has no model "${modelName}".`);
  }
  if (!catalog.enabled || !operation.enabled || !model.enabled) {
    throw new AppError(
      'operation-disabled',
      `${model.label} is switched off at the moment. Try another model.`,
    );
  }
  return {
    operationName: request.operation,
    operation,
    modelName,
    model,
    quantity: request.quantity,
    priceMicros: amountMicros(model.price, request.quantity),
  };
}

/**
 * The most an input can use, known before it runs. Byte-level tokenizers never make more tokens than bytes; half
 * of the bytes is above what they make of real text, in every script.
 */
export function largestQuantity(input: GenerationInput): Quantity {
  switch (input.kind) {
    case 'image':
      return { kind: 'units', units: 1 };
    case 'chat': {
      const bytes = input.messages.reduce((sum, message) => sum + utf8Bytes(message.content) + 16, 0);
      return { kind: 'tokens', inputTokens: Math.ceil(bytes / 2), outputTokens: input.maxOutputTokens };
    }
    default:
      return assertNever(input);
  }
}
