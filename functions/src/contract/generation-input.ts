import { z } from 'zod';
import type { AnyOperation, Facts, InputFor, KindOf, Source } from './operations/define-operation.ts';
import { builtIn } from './operations/index.ts';
import { type Operations, registerOperations } from './operations/register-operations.ts';
import { type Quantity, toQuantity } from './quantity.ts';

export type BuiltIn = (typeof builtIn)[number];
export type BuiltInKind = KindOf<BuiltIn>;
/** The operation of a kind. */
export type BuiltInOf<K extends BuiltInKind> = Extract<BuiltIn, { kind: K }>;
/** The kinds that the server runs; the others are an app's. */
export type ServerKind = KindOf<Exclude<BuiltIn, { runs: 'app' }>>;

type InputsOf<O extends readonly AnyOperation[]> = { [I in keyof O]: O[I]['input'] };

/** What a creator asks for; `kind` is that of the operation. */
export const GenerationInput = z.discriminatedUnion(
  'kind',
  builtIn.map(({ input }) => input) as unknown as InputsOf<typeof builtIn>,
);
export type GenerationInput = z.infer<typeof GenerationInput>;
export type InputOf<K extends BuiltInKind> = InputFor<BuiltInOf<K>>;

export const builtInOperations = registerOperations(builtIn);

/** An input of whatever kind. */
export interface AnyInput {
  readonly kind: string;
}

/** Returns the operation that makes an input. @throws Error where nobody has declared it */
export function operationOf(input: AnyInput, operations: Operations = builtInOperations) {
  const operation = operations.get(input.kind);
  if (operation) return operation;
  throw new Error(`Nobody has declared the kind of work "${input.kind}"`);
}

/** Work that takes longer than a call can: it is queued, and its activity tells how it goes. */
export function isLong(input: GenerationInput): boolean {
  return operationOf(input).runs === 'queue';
}

/** The words by which people recognize a request: the prompt, or the last thing said. */
export function promptOf(input: GenerationInput): string {
  return operationOf(input).promptOf(input);
}

/** Everything that a creator says in a request. */
export function textsOf(input: GenerationInput): string[] {
  return operationOf(input).texts(input);
}

/** The requests that an input starts from, each with the kinds of output it can use. */
export function sourcesOf(input: GenerationInput): Source[] {
  return operationOf(input).sources(input);
}

/**
 * The most an input can use, known before it runs.
 * @throws AppError `invalid-argument` when it cannot be known of these sources
 */
export function largestUse<O extends AnyOperation = BuiltIn>(
  input: InputFor<O>,
  sources: readonly Facts[] = [],
  operations?: Operations<O>,
): Quantity {
  const operation = operationOf(input, operations);
  const quantity = toQuantity(operation.atMost(input, sources));
  const variant = operation.variantOf?.(input);
  return variant === undefined ? quantity : { ...quantity, variant };
}
