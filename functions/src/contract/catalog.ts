import { z } from 'zod';
import { wellFormedText } from './text.ts';

/** Short lower-case names: operations, models, packs, plans. */
const Name = z.string().regex(/^[a-z0-9][a-z0-9.-]{0,63}$/, { error: 'Use a-z, 0-9, dot and hyphen' });
const Label = wellFormedText({ min: 1, max: 80 });

/** Bounded so that no product of a rate and a quantity leaves the safe integers. */
const RateMicros = z.int().min(0).max(1_000_000_000);

/**
 * How an amount follows from a quantity. For a price the amount is micros of a credit, for a provider's cost
 * micros of a US dollar. Started units count whole; token amounts round up to the micro.
 */
export const Rate = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flat'), micros: RateMicros }),
  z.strictObject({
    kind: z.literal('per-unit'),
    unit: z.enum(['image', 'second', 'character']),
    /** Units charged together: 100 characters, 60 seconds. */
    unitSize: z.int().min(1).max(1_000_000),
    micros: RateMicros,
    minimumMicros: RateMicros,
  }),
  z.strictObject({
    kind: z.literal('per-token'),
    inputMicrosPerThousand: RateMicros,
    outputMicrosPerThousand: RateMicros,
    minimumMicros: RateMicros,
  }),
]);
export type Rate = z.infer<typeof Rate>;

/** How much was asked for or used. */
export const Quantity = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('units'), units: z.int().min(0).max(1_000_000) }),
  z.strictObject({
    kind: z.literal('tokens'),
    inputTokens: z.int().min(0).max(2_000_000),
    outputTokens: z.int().min(0).max(2_000_000),
  }),
]);
export type Quantity = z.infer<typeof Quantity>;

/** What is made; decides the input, the icon and the code that runs it. */
export const OperationKind = z.enum([
  'image',
  'edit',
  'video',
  'voice',
  'chat',
  'story',
  'narration',
  'music',
  'captions',
  'render',
  'polish',
  'upload',
]);
export type OperationKind = z.infer<typeof OperationKind>;

export const Model = z.strictObject({
  label: Label,
  description: wellFormedText({ max: 200 }),
  enabled: z.boolean(),
  provider: Name,
  /** The provider's own name for the model. */
  providerModel: wellFormedText({ min: 1, max: 120 }),
  price: Rate,
  cost: Rate,
});
export type Model = z.infer<typeof Model>;

/** At most `max` requests in any window of `windowMs`; exact, so `max` is bounded. */
export const Limit = z.strictObject({ max: z.int().min(1).max(1_000), windowMs: z.int().min(1_000) });
export type Limit = z.infer<typeof Limit>;

export const Operation = z
  .strictObject({
    label: Label,
    kind: OperationKind,
    enabled: z.boolean(),
    defaultModel: Name,
    models: z.record(Name, Model),
    limit: Limit.nullable(),
  })
  .refine((operation) => operation.defaultModel in operation.models, {
    path: ['defaultModel'],
    error: 'The default model is not among the models',
  });
export type Operation = z.infer<typeof Operation>;

/** Prices in the smallest unit of each ISO 4217 currency. */
const Prices = z.record(z.string().regex(/^[a-z]{3}$/), z.int().min(0));

export const Pack = z.strictObject({
  label: Label,
  micros: z.int().min(1),
  prices: Prices,
  /** A label set by the admin, never computed. */
  tag: z.enum(['best-value', 'most-popular']).nullable(),
});
export type Pack = z.infer<typeof Pack>;

export const Plan = z.strictObject({
  label: Label,
  /** Credits allotted a month; for an unlimited plan its stated fair-use cap. */
  monthlyMicros: z.int().min(1),
  unlimited: z.boolean(),
  monthly: Prices,
  yearly: Prices.nullable(),
});
export type Plan = z.infer<typeof Plan>;

/** What an app sells and for how much: one published version at a time, every past version kept. */
export const Catalog = z.strictObject({
  preset: Name,
  /** Everything stops while this is false. */
  enabled: z.boolean(),
  operations: z.record(Name, Operation),
  packs: z.record(Name, Pack),
  plans: z.record(Name, Plan),
  grants: z.strictObject({
    welcomeMicros: z.int().min(0),
    welcomeNeedsVerifiedEmail: z.boolean(),
  }),
  /** Free turns for people without an account, or null where guests cannot generate. */
  guests: z.strictObject({ perSession: Limit, perAddress: Limit }).nullable(),
  lowBalanceMicros: z.int().min(0),
  /** What a client's own word for "failed" can give back a day; see `updateAIActivityStatus`. */
  clientReturnMicrosPerDay: z.int().min(0),
});
export type Catalog = z.infer<typeof Catalog>;
