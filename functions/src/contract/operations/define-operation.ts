import { z } from 'zod';
import type { OutputKind } from '../generation/generation.ts';
import type { Counts } from '../money/quantity.ts';

/** Facts about an earlier result that work starts from; null: not measured, or not applicable. */
export interface Facts {
  readonly width: number | null;
  readonly height: number | null;
  readonly durationMs: number | null;
}

/** An earlier request that an input starts from, with the kinds of output it can use. */
export interface Source {
  readonly requestId: string;
  readonly kinds: readonly OutputKind[];
}

/** The runner of the work: the call itself, a worker of the queue, or an app elsewhere, which reports it. */
export type Runs = 'call' | 'queue' | 'app';

type InputShape<K extends string, S extends z.ZodRawShape> = z.ZodObject<
  { kind: z.ZodLiteral<K> } & S,
  z.core.$strict
>;
type InputOfShape<K extends string, S extends z.ZodRawShape> = z.output<InputShape<K, S>>;

interface Described<K extends string, I, U extends string> {
  readonly kind: K;
  /** The units in which a price can charge for it. */
  readonly units: readonly U[];
  readonly runs: Runs;
  /** A typical request with the facts about its sources, to compare prices and to try things out. */
  readonly sample: { readonly input: I; readonly sources: readonly Facts[] };
  /**
   * Returns the most that an input can use, before it runs: the quantity held and priced. Exact except for units in
   * `estimated`.
   * @param sources the facts about each source, in the order of `sources`
   * @throws AppError `invalid-argument` when it can't be computed for these sources
   */
  atMost(input: I, sources: readonly Facts[]): Counts<U>;
  /** Returns the words by which users recognize a request: the prompt, or the last message. */
  promptOf(input: I): string;
  /** Returns the model's variant that is requested; undefined: its default. */
  variantOf?(input: I): string | undefined;
  /** For work whose models make only certain lengths: reads the length, and returns the input with another length. */
  readonly length?: { of(input: I): number; to(input: I, seconds: number): I };
}

interface Optional<I, U extends string> {
  /** Returns the user's texts, for moderation. Default: the prompt. */
  texts(input: I): string[];
  /** Returns the sources of the input. Default: none. */
  sources(input: I): Source[];
  /** Units that are measured on the output. Until then, only an upper bound is known. */
  readonly estimated: readonly U[];
  /** Whether users see its text while it is written, with more held as it grows. */
  readonly streams: boolean;
}

/** One kind of work: everything that server and browsers both need to know about it. */
export interface OperationOfKind<K extends string, S extends z.ZodRawShape, U extends string>
  extends Described<K, InputOfShape<K, S>, U>,
    Optional<InputOfShape<K, S>, U> {
  /** Strict, with the operation's `kind`. */
  readonly input: InputShape<K, S>;
}

/** Any kind of work, including a host app's own. */
export interface AnyOperation
  extends Described<string, { readonly kind: string }, string>,
    Optional<{ readonly kind: string }, string> {
  readonly input: z.ZodType<{ readonly kind: string }>;
}

export type KindOf<O extends AnyOperation> = O['kind'];
/** The input of an operation, or of each of several. */
export type InputFor<O extends AnyOperation> = O extends AnyOperation ? z.output<O['input']> : never;
export type UnitOf<O extends AnyOperation> = O extends AnyOperation ? O['units'][number] : never;

/** Defines a kind of work. `input` has the fields of its input without `kind`, which is added. */
export function defineOperation<
  const K extends string,
  S extends z.ZodRawShape,
  const U extends string = never,
>({
  input,
  ...operation
}: Described<K, InputOfShape<K, S>, U> &
  Partial<Optional<InputOfShape<K, S>, U>> & { readonly input: S }): OperationOfKind<K, S, U> {
  const { kind } = operation;
  return {
    texts: (request) => [operation.promptOf(request)],
    sources: () => [],
    estimated: [],
    streams: false,
    ...operation,
    input: z.strictObject({ kind: z.literal(kind), ...input }) as unknown as InputShape<K, S>,
  };
}
