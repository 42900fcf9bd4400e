import { z } from 'zod';
import { Name } from './identifiers.ts';
import type { IssueCode } from './messages/issues-en.ts';
import { isPrototypeName } from './text.ts';

/** A thing that can be counted about a piece of work. An open set: an operation declares the units it is counted in. */
export const Unit = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9-]{0,31}$/, { error: 'unit-format' satisfies IssueCode })
  .refine((unit) => !isPrototypeName(unit), { error: 'reserved-name' satisfies IssueCode });

/**
 * The fields of a quantity that count a built-in unit. They are names of their own because documents have had them since
 * before units were open; every other unit is counted in `counts`, under its own name.
 */
export const unitFields = {
  image: ['images'],
  second: ['seconds'],
  character: ['characters'],
  token: ['inputTokens', 'outputTokens'],
} as const;
export type BuiltInUnit = keyof typeof unitFields;

/** The names of the counts that a unit takes. */
export type CountName<U extends string> = U extends BuiltInUnit ? (typeof unitFields)[U][number] : U;
/** One count for each unit, two for tokens. */
export type Counts<U extends string> = { [N in CountName<U>]: number };

const countFields = Object.values(unitFields).flat();

/** The most of anything that a quantity counts. */
const MAX_COUNT = 2_000_000;
const Count = z.int().min(0).max(MAX_COUNT);
const MAX_UNITS = 16;

/** How much was asked for or used, in whatever can be counted about it: a rate takes what it charges by. */
export const Quantity = z.strictObject({
  images: Count.optional(),
  /** Started seconds. */
  seconds: Count.optional(),
  characters: Count.optional(),
  inputTokens: Count.optional(),
  outputTokens: Count.optional(),
  /** Which size or quality of picture. */
  variant: Name.optional(),
  /**
   * Of every other unit. Stored whatever the store was raised to: nothing is sold by such a unit before, and builds that
   * do not know the field keep it.
   */
  counts: z
    .record(Unit, Count)
    .refine((counts) => Object.keys(counts).length <= MAX_UNITS, {
      error: 'too-many-units' satisfies IssueCode,
      params: { bound: MAX_UNITS },
    })
    .optional(),
});
export type Quantity = z.infer<typeof Quantity>;

/** What is asked for before it is used: of nothing there is no work to do, and nothing to hold for. */
export const RequestedQuantity = Quantity.refine(
  ({ images, seconds, characters, inputTokens, outputTokens, counts = {} }) => {
    const tokens =
      inputTokens === undefined && outputTokens === undefined ? 1 : (inputTokens ?? 0) + (outputTokens ?? 0);
    return [images, seconds, characters, tokens, ...Object.values(counts)].every((count) => count !== 0);
  },
  { error: 'nothing-requested' satisfies IssueCode },
);

/** Puts counts where a quantity has them. */
export function toQuantity(counts: Readonly<Record<string, number>>): Quantity {
  const quantity: Quantity = {};
  for (const [name, count] of Object.entries(counts)) {
    const field = countFields.find((known) => known === name);
    if (field) quantity[field] = count;
    else quantity.counts = { ...quantity.counts, [name]: count };
  }
  return quantity;
}

/** Returns the names of the counts that a unit takes: two for tokens, and its own name where it is not built in. */
export function countNames(unit: string): readonly [string, ...string[]] {
  return Object.hasOwn(unitFields, unit) ? unitFields[unit as BuiltInUnit] : [unit];
}

/** Reads how much of a unit a quantity says, of tokens those of the input; undefined: it does not say. */
export function countOf(quantity: Quantity, unit: string): number | undefined {
  if (Object.hasOwn(unitFields, unit)) return quantity[unitFields[unit as BuiltInUnit][0]];
  return quantity.counts && Object.hasOwn(quantity.counts, unit) ? quantity.counts[unit] : undefined;
}

/** The most that a provider's own template adds to a prompt, in tokens. */
const TEMPLATE_TOKENS = 512;

/**
 * Bounds what a provider says was used by what was requested: nobody pays for more than they asked for, and what is no
 * count at all is taken for what was requested. Of input tokens only an estimate is requested, by half of the bytes;
 * no tokenizer makes more of them than bytes. What nothing was requested of is only made a count, or left out.
 */
export function boundUsage(requested: Quantity, reported: Quantity): Quantity {
  const bounded: Quantity = { ...requested, ...reported };
  for (const field of countFields) {
    const used = bounded[field];
    if (used === undefined) continue;
    const count = boundCount(field, requested[field], used);
    if (count === undefined) delete bounded[field];
    else bounded[field] = count;
  }
  if (requested.counts || reported.counts) {
    const all = Object.entries({ ...requested.counts, ...reported.counts });
    const counts = all.flatMap(([unit, used]) => {
      const count = boundCount(unit, requested.counts?.[unit], used);
      return count === undefined ? [] : [[unit, count] as const];
    });
    bounded.counts = Object.fromEntries(counts);
  }
  return bounded;
}

function boundCount(name: string, requested: number | undefined, used: number): number | undefined {
  if (!Number.isSafeInteger(used) || used < 0) return requested;
  const most =
    name === 'inputTokens' && requested !== undefined ? 2 * requested + TEMPLATE_TOKENS : requested;
  return Math.min(used, most ?? MAX_COUNT, MAX_COUNT);
}
