import { z } from 'zod';
import type { IssueCode } from '../messages/issues-en.ts';
import { Name } from '../text/identifiers.ts';
import { isPrototypeName } from '../text/text.ts';

/**
 * Something that can be counted about a piece of work. An open set: an operation declares the units that it is counted
 * in.
 */
export const Unit = z
  .string()
  .regex(/^[a-z][a-zA-Z0-9-]{0,31}$/, { error: 'unit-format' satisfies IssueCode })
  .refine((unit) => !isPrototypeName(unit), { error: 'reserved-name' satisfies IssueCode });

/**
 * The fields of a quantity that count a built-in unit. They have names of their own because documents have had them
 * since before units were an open set. Every other unit is counted in `counts`, under its own name.
 */
export const unitFields = {
  image: ['images'],
  second: ['seconds'],
  character: ['characters'],
  token: ['inputTokens', 'outputTokens'],
} as const;
export type BuiltInUnit = keyof typeof unitFields;

/** The names of a unit's counts. */
export type CountName<U extends string> = U extends BuiltInUnit ? (typeof unitFields)[U][number] : U;
/** One count for each unit, two for tokens. */
export type Counts<U extends string> = { [N in CountName<U>]: number };

const countFields = Object.values(unitFields).flat();

/** The most of anything that a quantity counts. */
const MAX_COUNT = 2_000_000;
const Count = z.int().min(0).max(MAX_COUNT);
const MAX_UNITS = 16;

/** The requested or used quantity, in every unit in which it is counted. A rate selects its own unit. */
export const Quantity = z.strictObject({
  images: Count.optional(),
  /** Started seconds. */
  seconds: Count.optional(),
  characters: Count.optional(),
  inputTokens: Count.optional(),
  outputTokens: Count.optional(),
  /** The size or quality of the image. */
  variant: Name.optional(),
  /**
   * Counts of all other units. Stored at any schema version: nothing is sold by such a unit before version 3, and
   * earlier builds keep the unknown field.
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

/** A requested quantity. It must not be zero, because then there would be no work and nothing to hold. */
export const RequestedQuantity = Quantity.refine(
  ({ images, seconds, characters, inputTokens, outputTokens, counts = {} }) => {
    const tokens =
      inputTokens === undefined && outputTokens === undefined ? 1 : (inputTokens ?? 0) + (outputTokens ?? 0);
    return [images, seconds, characters, tokens, ...Object.values(counts)].every((count) => count !== 0);
  },
  { error: 'nothing-requested' satisfies IssueCode },
);

/** Puts counts into the fields of a quantity. */
export function toQuantity(counts: Readonly<Record<string, number>>): Quantity {
  const quantity: Quantity = {};
  for (const [name, count] of Object.entries(counts)) {
    const field = countFields.find((known) => known === name);
    if (field) quantity[field] = count;
    else quantity.counts = { ...quantity.counts, [name]: count };
  }
  return quantity;
}

/** Returns the names of a unit's counts: two for tokens, and its own name if it isn't built in. */
export function countNames(unit: string): readonly [string, ...string[]] {
  return Object.hasOwn(unitFields, unit) ? unitFields[unit as BuiltInUnit] : [unit];
}

/**
 * Returns the count of a unit in a quantity, for tokens that of the input; undefined if the quantity doesn't have it.
 */
export function countOf(quantity: Quantity, unit: string): number | undefined {
  if (Object.hasOwn(unitFields, unit)) return quantity[unitFields[unit as BuiltInUnit][0]];
  return quantity.counts && Object.hasOwn(quantity.counts, unit) ? quantity.counts[unit] : undefined;
}

/** The most tokens that a provider's own template adds to a prompt. */
const TEMPLATE_TOKENS = 512;

/**
 * Bounds the usage that a provider reports by what was requested, so that nobody pays for more than they requested. An
 * invalid count is replaced by the requested one. For input tokens the request has only an estimate, half of the bytes,
 * and no tokenizer makes more tokens than bytes; so up to twice the estimate is accepted. Units that weren't requested
 * are only made valid counts, or left out.
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
