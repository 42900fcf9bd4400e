import { z } from 'zod';
import type { OutputKind } from '../generation.ts';
import type { Counts } from '../quantity.ts';

/** What is known of an earlier result that work starts from; null: not measured, or nothing of that sort. */
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

/** Who runs the work: the call that asks for it, a worker of the queue, or the app elsewhere, which reports it. */
export type Runs = 'call' | 'queue' | 'app';

type InputShape<K extends string, S extends z.ZodRawShape> = z.ZodObject<
  { kind: z.ZodLiteral<K> } & S,
  z.core.$strict
>;
type InputOfShape<K extends string, S extends z.ZodRawShape> = z.output<InputShape<K, S>>;

interface Described<K extends string, I, U extends string> {
  readonly kind: K;
  /** What a price can be charged by. */
  readonly units: readonly U[];
  readonly runs: Runs;
  /** A request as people make it, and what is known of its sources: to compare prices by, and to try things out. */
  readonly sample: { readonly input: I; readonly sources: readonly Facts[] };
  /**
   * Returns the most that an input can use, known before it runs: what is held for, and the price that is shown. Exact,
   * but for the units in `estimated`.
   * @param sources what is known of each source, in the order of `sources`
   * @throws AppError `invalid-argument` when it cannot be known of these sources
   */
  atMost(input: I, sources: readonly Facts[]): Counts<U>;
  /** Returns the words by which people recognize a request: the prompt, or the last thing said. */
  promptOf(input: I): string;
  /** Returns which of the model's variants is asked for; undefined: its default. */
  variantOf?(input: I): string | undefined;
  /** For work whose models make only certain lengths: how long it is to be, and the same at another length. */
  readonly length?: { of(input: I): number; to(input: I, seconds: number): I };
}

interface Optional<I, U extends string> {
  /** Returns everything that the user says, for moderation. Absent: the prompt. */
  texts(input: I): string[];
  /** Returns what the input starts from. Absent: nothing. */
  sources(input: I): Source[];
  /** Units that are measured on what was made: until then only the most is known. */
  readonly estimated: readonly U[];
  /** Its text is seen while it is written, and more is held as it grows. */
  readonly streams: boolean;
}

/** One kind of work: everything about it that server and browsers both need to know. */
export interface OperationOfKind<K extends string, S extends z.ZodRawShape, U extends string>
  extends Described<K, InputOfShape<K, S>, U>,
    Optional<InputOfShape<K, S>, U> {
  /** Strict; its `kind` is that of the operation. */
  readonly input: InputShape<K, S>;
}

/** Any kind of work, a host app's own too. */
export interface AnyOperation
  extends Described<string, { readonly kind: string }, string>,
    Optional<{ readonly kind: string }, string> {
  readonly input: z.ZodType<{ readonly kind: string }>;
}

export type KindOf<O extends AnyOperation> = O['kind'];
/** The input of an operation, or of each of several. */
export type InputFor<O extends AnyOperation> = O extends AnyOperation ? z.output<O['input']> : never;
export type UnitOf<O extends AnyOperation> = O extends AnyOperation ? O['units'][number] : never;

/** Defines a kind of work. `input` is the fields of its input without `kind`, which is added. */
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
