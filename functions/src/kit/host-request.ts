import { type AnyOperation, AppError, largestUse, registerOperations } from '../contract/index.ts';
import type { HostRequest } from '../generation/price-request.ts';

/** A request for an operation, whose input has been read by its schema. */
export interface HostAsk {
  readonly requestId: string;
  readonly input: { readonly kind: string };
  readonly model?: string | undefined;
  readonly shownPriceMicros?: number | undefined;
  readonly catalogVersion?: number | undefined;
  readonly isShadow: boolean;
}

/**
 * Returns the request that is priced and held: for the most that its input can use.
 * @throws AppError `invalid-argument` when that cannot be known
 */
export function toHostRequest(operation: AnyOperation, ask: HostAsk): HostRequest {
  const { requestId, input, model, shownPriceMicros, catalogVersion = 0, isShadow } = ask;
  return {
    ...{ requestId, operation: operation.kind, model, shownPriceMicros, catalogVersion, isShadow },
    quantity: largestUse(input, [], registerOperations([operation])),
    prompt: operation.promptOf(input),
    texts: operation.texts(input),
    intent: input,
  };
}

/** Reads an input by the schema of its operation. @throws AppError `invalid-argument` with the path of each fault */
export function readInput(operation: AnyOperation, input: object): { readonly kind: string } {
  const parsed = operation.input.safeParse({ kind: operation.kind, ...input });
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.slice(0, 20).map(({ path, message }) => ({
    path: path.join('.').slice(0, 200),
    message: message.slice(0, 200),
  }));
  throw new AppError('invalid-argument', { reason: 'request', issues });
}
