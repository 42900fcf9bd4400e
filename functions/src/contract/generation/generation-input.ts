import { z } from 'zod';
import { type Quantity, toQuantity } from '../money/quantity.ts';
import type { AnyOperation, Facts, InputFor, KindOf, Source } from '../operations/define-operation.ts';
import { builtIn } from '../operations/index.ts';
import { type Operations, registerOperations } from '../operations/register-operations.ts';

export type BuiltIn = (typeof builtIn)[number];
export type BuiltInKind = KindOf<BuiltIn>;
/** The operation of a built-in kind. */
export type BuiltInOf<K extends BuiltInKind> = Extract<BuiltIn, { kind: K }>;
/** The kinds that the server runs. An app runs the others. */
export type ServerKind = KindOf<Exclude<BuiltIn, { runs: 'app' }>>;

type InputsOf<O extends readonly AnyOperation[]> = { [I in keyof O]: O[I]['input'] };

/** A user's request; `kind` is that of the operation. */
export const GenerationInput = z.discriminatedUnion(
  'kind',
  builtIn.map(({ input }) => input) as unknown as InputsOf<typeof builtIn>,
);
export type GenerationInput = z.infer<typeof GenerationInput>;
export type InputOf<K extends BuiltInKind> = InputFor<BuiltInOf<K>>;

export const builtInOperations = registerOperations(builtIn);

/** An input of any kind. */
export interface AnyInput {
  readonly kind: string;
}

/** Returns the operation for an input. @throws Error when its kind is undeclared */
export function operationOf(input: AnyInput, operations: Operations = builtInOperations) {
  const operation = operations.get(input.kind);
  if (operation) return operation;
  throw new Error(`Nobody has declared the kind of work "${input.kind}"`);
}

/** Returns whether work can take longer than a call, so that it is queued and its activity shows the progress. */
export function isLong(input: GenerationInput): boolean {
  return operationOf(input).runs === 'queue';
}

/** Returns the words by which users recognize a request: the prompt, or the last message. */
export function promptOf(input: GenerationInput): string {
  return operationOf(input).promptOf(input);
}

/** Returns all texts by the user in a request. */
export function textsOf(input: GenerationInput): string[] {
  return operationOf(input).texts(input);
}

/** Returns the requests that an input starts from, each with the kinds of output that it accepts. */
export function sourcesOf(input: GenerationInput): Source[] {
  return operationOf(input).sources(input);
}

/**
 * Returns the most that an input can use, before it runs.
 * @throws AppError `invalid-argument` when it can't be computed for these sources
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
