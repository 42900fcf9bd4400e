import { z } from 'zod';
import { Name } from './identifiers.ts';
import type { IssueCode } from './messages/issues-en.ts';
import { Micros } from './micros.ts';
import type { AnyOperation, UnitOf } from './operations/define-operation.ts';
import { Unit } from './quantity.ts';
import { optionalSince } from './stored-document.ts';
import { utf8Bytes, wellFormedText } from './text.ts';
import { translations } from './translations.ts';

/** A document holds 1 MiB; what is published has room to spare. */
const MAX_CATALOG_BYTES = 400_000;

const Label = wellFormedText({ min: 1, max: 80 });
/** The same in other languages. */
const Labels = translations(80);

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
    unit: Unit,
    /** Units charged together: 100 characters, 60 seconds. */
    unitSize: z.int().min(1).max(1_000_000),
    micros: RateMicros,
    minimumMicros: RateMicros,
  }),
  /** Per picture of a size or quality: one price for each of the model's variants. */
  z.strictObject({ kind: z.literal('per-variant'), micros: z.record(Name, RateMicros) }),
  z.strictObject({
    kind: z.literal('per-token'),
    inputMicrosPerThousand: RateMicros,
    outputMicrosPerThousand: RateMicros,
    minimumMicros: RateMicros,
  }),
]);
export type Rate = z.infer<typeof Rate>;

/** A rate by which work that is counted in some units can be charged. */
export type RateIn<U extends string> =
  | Extract<Rate, { kind: 'flat' }>
  | (Extract<Rate, { kind: 'per-unit' }> & { unit: Exclude<U, 'token'> })
  | ('image' extends U ? Extract<Rate, { kind: 'per-variant' }> : never)
  | ('token' extends U ? Extract<Rate, { kind: 'per-token' }> : never);

/** What is made; decides the input, the icon and the code that runs it. Stored as it is: a later build knows others. */
export const OperationKind = Name;
export type OperationKind = z.infer<typeof OperationKind>;

/** A size or quality of picture that a model can make. */
export const Variant = z.strictObject({
  label: Label,
  labels: Labels,
  width: z.int().min(64).max(4_096),
  height: z.int().min(64).max(4_096),
  /** The provider's own word for it, where it has one. */
  quality: Name.nullable(),
});
export type Variant = z.infer<typeof Variant>;

/** What a provider says that a model makes; null: anything, as far as it says. */
export const ModelOffers = z.strictObject({
  /** Lengths of video in seconds, shortest first. */
  seconds: z.array(z.int().min(1).max(600)).min(1).max(100).nullable(),
  /** Sizes of image in pixels, such as `1024x1024`. */
  sizes: z
    .array(z.string().regex(/^\d{2,4}x\d{2,4}$/))
    .max(100)
    .nullable(),
  /** Shapes of image that the provider knows by name, such as `16:9`; it chooses the pixels itself. */
  shapes: z
    .array(z.string().regex(/^\d{1,3}:\d{1,3}$/))
    .min(1)
    .max(100)
    .nullable(),
});
export type ModelOffers = z.infer<typeof ModelOffers>;

export const Model = z.strictObject({
  label: Label,
  labels: Labels,
  description: wellFormedText({ max: 200 }),
  descriptions: translations(200),
  enabled: z.boolean(),
  provider: Name,
  /** The provider's own name for the model. */
  providerModel: wellFormedText({ min: 1, max: 120 }),
  price: Rate,
  cost: Rate,
  /** Sizes and qualities to choose from, and the one taken when nobody chooses. */
  variants: z.strictObject({ default: Name, all: z.record(Name, Variant) }).optional(),
  /** Written by the server, whatever a draft says; absent: the model makes anything, as far as is known. */
  offers: optionalSince(2, ModelOffers),
});
export type Model = z.infer<typeof Model>;

/** At most `max` requests in any window of `windowMs`; exact, so `max` is bounded. */
export const Limit = z.strictObject({ max: z.int().min(1).max(1_000), windowMs: z.int().min(1_000) });
export type Limit = z.infer<typeof Limit>;

export const Operation = z
  .strictObject({
    label: Label,
    labels: Labels,
    kind: OperationKind,
    enabled: z.boolean(),
    defaultModel: Name,
    models: z.record(Name, Model),
    limit: Limit.nullable(),
    /** Added to what people ask for: the style of a meme, of a cartoon. */
    style: wellFormedText({ max: 300 }).optional(),
  })
  .superRefine(({ defaultModel, models }, context) => {
    if (!Object.hasOwn(models, defaultModel)) {
      context.addIssue({
        code: 'custom',
        path: ['defaultModel'],
        message: 'default-model' satisfies IssueCode,
      });
    }
    for (const [name, { variants }] of Object.entries(models)) {
      if (variants && !Object.hasOwn(variants.all, variants.default)) {
        const path = ['models', name, 'variants', 'default'];
        context.addIssue({ code: 'custom', path, message: 'default-variant' satisfies IssueCode });
      }
    }
  });
export type Operation = z.infer<typeof Operation>;

/** A model whose price and cost can be known of work that is counted in some units. */
export type ModelIn<U extends string> = Omit<Model, 'price' | 'cost'> & { price: RateIn<U>; cost: RateIn<U> };
/** How a catalog sells a kind of work: by rates of its own units. */
export type EntryOf<O extends AnyOperation> = O extends AnyOperation
  ? Omit<Operation, 'kind' | 'models'> & { kind: O['kind']; models: Record<string, ModelIn<UnitOf<O>>> }
  : never;

/** What is sold or given at once: at most ten million credits, so that sums stay exact. */
const AmountMicros = z.int().min(0).max(10_000_000_000_000);

/** ISO 4217, in small letters. */
export const Currency = z.string().regex(/^[a-z]{3}$/, { error: 'currency-format' satisfies IssueCode });
/** In the smallest unit of each currency. */
const Prices = z.record(Currency, z.int().min(0).max(100_000_000));

export const Pack = z.strictObject({
  label: Label,
  labels: Labels,
  micros: AmountMicros.min(1),
  /** The part of it that is a bonus: shown, not added. */
  bonusMicros: AmountMicros,
  prices: Prices,
  /** A label set by the admin, never computed. */
  tag: z.enum(['best-value', 'most-popular']).nullable(),
});
export type Pack = z.infer<typeof Pack>;

export const Plan = z.strictObject({
  label: Label,
  labels: Labels,
  /** Credits allotted a month; for an unlimited plan its stated fair-use cap. */
  monthlyMicros: AmountMicros.min(1),
  unlimited: z.boolean(),
  /** The most of a month's credits that goes over into the next; what is beyond it lapses. */
  rolloverMicros: AmountMicros.default(0),
  /** For those who have never had a plan. */
  trialDays: z.int().min(0).max(365).default(0),
  monthly: Prices,
  yearly: Prices.nullable(),
});
export type Plan = z.infer<typeof Plan>;

/** What an app sells and for how much: one published version at a time, every past version kept. */
export const Catalog = z
  .strictObject({
    preset: Name,
    /** Everything stops while this is false. */
    enabled: z.boolean(),
    /** Nothing runs on these. */
    disabledProviders: z.array(Name),
    operations: z.record(Name, Operation),
    packs: z.record(Name, Pack),
    plans: z.record(Name, Plan),
    grants: z.strictObject({
      welcomeMicros: AmountMicros,
      welcomeNeedsVerifiedEmail: z.boolean(),
    }),
    /** Free turns for people without an account, or null where guests cannot generate. */
    guests: z.strictObject({ perSession: Limit, perAddress: Limit, operations: z.array(Name) }).nullable(),
    /** Work for admins and owners costs nothing; usage and the provider's cost are recorded all the same. */
    adminsRunFree: z.boolean(),
    /** Requests for work by everyone at an address together: an approximate guard. Null or absent: none. */
    addressLimit: Limit.nullable().optional(),
    lowBalanceMicros: Micros,
    /** What a client's own word for "failed" can give back a day; see `updateAIActivityStatus`. */
    clientReturnMicrosPerDay: Micros,
  })
  .superRefine((catalog, context) => {
    const { disabledProviders, guests, operations, packs } = catalog;
    if (utf8Bytes(JSON.stringify(catalog)) > MAX_CATALOG_BYTES) {
      const message: IssueCode = 'catalog-size';
      context.addIssue({ code: 'custom', path: ['operations'], message });
    }
    for (const [index, name] of disabledProviders.entries()) {
      if (disabledProviders.indexOf(name) === index) continue;
      const path = ['disabledProviders', index];
      const message: IssueCode = 'named-twice';
      context.addIssue({ code: 'custom', path, message, params: { bound: name } });
    }
    for (const [index, name] of (guests?.operations ?? []).entries()) {
      if (Object.hasOwn(operations, name)) continue;
      const path = ['guests', 'operations', index];
      const message: IssueCode = 'operation-missing';
      context.addIssue({ code: 'custom', path, message, params: { bound: name } });
    }
    for (const [name, { micros, bonusMicros }] of Object.entries(packs)) {
      if (bonusMicros <= micros) continue;
      const path = ['packs', name, 'bonusMicros'];
      context.addIssue({
        code: 'custom',
        path,
        message: 'bonus-size' satisfies IssueCode,
      });
    }
  });
export type Catalog = z.infer<typeof Catalog>;
