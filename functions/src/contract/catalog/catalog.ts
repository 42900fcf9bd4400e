import { z } from 'zod';
import type { IssueCode } from '../messages/issues-en.ts';
import { Micros } from '../money/micros.ts';
import { Unit } from '../money/quantity.ts';
import type { AnyOperation, UnitOf } from '../operations/define-operation.ts';
import { optionalSince } from '../store/stored-document.ts';
import { Name } from '../text/identifiers.ts';
import { utf8Bytes, wellFormedText } from '../text/text.ts';
import { translations } from './translations.ts';

/** A document can hold 1 MiB. This leaves room for the other fields of the published document. */
const MAX_CATALOG_BYTES = 400_000;

const Label = wellFormedText({ min: 1, max: 80 });
/** The label in other languages. */
const Labels = translations(80);

/** Bounded so that the product of a rate and a quantity is always a safe integer. */
const RateMicros = z.int().min(0).max(1_000_000_000);

/**
 * A rule that computes an amount from a quantity. For a price, the amount is in micros of a credit; for a provider's
 * cost, in micros of a US dollar. Started units count in full, and token amounts round up to the micro.
 */
export const Rate = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('flat'), micros: RateMicros }),
  z.strictObject({
    kind: z.literal('per-unit'),
    unit: Unit,
    /** The number of units that are charged together: 100 characters, 60 seconds. */
    unitSize: z.int().min(1).max(1_000_000),
    micros: RateMicros,
    minimumMicros: RateMicros,
  }),
  /** Per image of a size or quality: one price for each of the model's variants. */
  z.strictObject({ kind: z.literal('per-variant'), micros: z.record(Name, RateMicros) }),
  z.strictObject({
    kind: z.literal('per-token'),
    inputMicrosPerThousand: RateMicros,
    outputMicrosPerThousand: RateMicros,
    minimumMicros: RateMicros,
  }),
]);
export type Rate = z.infer<typeof Rate>;

/** A rate that can charge for work counted in certain units. */
export type RateIn<U extends string> =
  | Extract<Rate, { kind: 'flat' }>
  | (Extract<Rate, { kind: 'per-unit' }> & { unit: Exclude<U, 'token'> })
  | ('image' extends U ? Extract<Rate, { kind: 'per-variant' }> : never)
  | ('token' extends U ? Extract<Rate, { kind: 'per-token' }> : never);

/**
 * The kind of work; decides the input, the icon and the code that runs it. An open set, because later builds know
 * others.
 */
export const OperationKind = Name;
export type OperationKind = z.infer<typeof OperationKind>;

/** A size or quality of image that a model can make. */
export const Variant = z.strictObject({
  label: Label,
  labels: Labels,
  width: z.int().min(64).max(4_096),
  height: z.int().min(64).max(4_096),
  /** The provider's own name for the quality, if it has one. */
  quality: Name.nullable(),
});
export type Variant = z.infer<typeof Variant>;

/** The outputs that a model offers, according to its provider; null: no restriction is known. */
export const ModelOffers = z.strictObject({
  /** Lengths of video in seconds, shortest first. */
  seconds: z.array(z.int().min(1).max(600)).min(1).max(100).nullable(),
  /** Sizes of images in pixels, such as `1024x1024`. */
  sizes: z
    .array(z.string().regex(/^\d{2,4}x\d{2,4}$/))
    .max(100)
    .nullable(),
  /** Aspect ratios that the provider accepts by name, such as `16:9`. It chooses the pixels itself. */
  shapes: z
    .array(z.string().regex(/^\d{1,3}:\d{1,3}$/))
    .min(1)
    .max(100)
    .nullable(),
  /** Whether it takes a seed for an image. Absent: not as far as is known. */
  seeds: optionalSince(3, z.literal(true)),
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
  /** The sizes and qualities that users can choose, and the default. */
  variants: z.strictObject({ default: Name, all: z.record(Name, Variant) }).optional(),
  /** Only subscribers of one of these plans can use it; absent: everybody can. */
  plans: optionalSince(3, z.array(Name).min(1).max(100)),
  /** Written by the server, whatever a draft says; absent: no restriction is known. */
  offers: optionalSince(2, ModelOffers),
});
export type Model = z.infer<typeof Model>;

/** Limits are exact, so they are bounded. */
const MaxRequests = z.int().min(1).max(1_000);
/** At most `max` requests in any window of `windowMs`. */
export const Limit = z.strictObject({ max: MaxRequests, windowMs: z.int().min(1_000) });
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
    /** Work is free. The charge it would have had is recorded. */
    shadow: optionalSince(3, z.boolean()),
    /** Added to the user's prompt: the style of a meme or a cartoon. */
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

/** A model with a price and a cost that can charge for work counted in certain units. */
export type ModelIn<U extends string> = Omit<Model, 'price' | 'cost'> & { price: RateIn<U>; cost: RateIn<U> };
/** A catalog entry for a kind of work, with rates in that kind's units. */
export type EntryOf<O extends AnyOperation> = O extends AnyOperation
  ? Omit<Operation, 'kind' | 'models'> & { kind: O['kind']; models: Record<string, ModelIn<UnitOf<O>>> }
  : never;

/** An amount that is sold or granted at once: at most ten million credits, so that sums stay exact. */
const AmountMicros = z.int().min(0).max(10_000_000_000_000);

/** ISO 4217, in lower case. */
export const Currency = z.string().regex(/^[a-z]{3}$/, { error: 'currency-format' satisfies IssueCode });
/** Prices in the smallest unit of each currency. */
const Prices = z.record(Currency, z.int().min(0).max(100_000_000));

export const Pack = z.strictObject({
  label: Label,
  labels: Labels,
  micros: AmountMicros.min(1),
  /** The part of `micros` that is shown as a bonus; not added to it. */
  bonusMicros: AmountMicros,
  prices: Prices,
  /** Set by an admin, never computed. */
  tag: z.enum(['best-value', 'most-popular']).nullable(),
});
export type Pack = z.infer<typeof Pack>;

export const Plan = z.strictObject({
  label: Label,
  labels: Labels,
  /** Credits granted per month; for an unlimited plan, its stated fair-use cap. */
  monthlyMicros: AmountMicros.min(1),
  unlimited: z.boolean(),
  /** The most of a month's credits that rolls over to the next month. The rest lapses. */
  rolloverMicros: AmountMicros.default(0),
  /** For users who have never had a plan. */
  trialDays: z.int().min(0).max(365).default(0),
  monthly: Prices,
  yearly: Prices.nullable(),
  /** The most requests of its subscribers in the window of an operation's limit, by operation. Absent: as for everybody. */
  limits: optionalSince(3, z.record(Name, MaxRequests)),
  /** Whether long work of its subscribers has a queue of its own, which others don't fill. */
  priority: optionalSince(3, z.boolean()),
});
export type Plan = z.infer<typeof Plan>;

/** The goods and prices of an app. One version is published at a time, and every version is kept. */
export const Catalog = z
  .strictObject({
    preset: Name,
    /** While this is false, no work runs. */
    enabled: z.boolean(),
    /** The providers on which no work runs. */
    disabledProviders: z.array(Name),
    operations: z.record(Name, Operation),
    packs: z.record(Name, Pack),
    plans: z.record(Name, Plan),
    grants: z.strictObject({
      welcomeMicros: AmountMicros,
      welcomeNeedsVerifiedEmail: z.boolean(),
    }),
    /** Free turns for guests; null: guests can't generate. */
    guests: z.strictObject({ perSession: Limit, perAddress: Limit, operations: z.array(Name) }).nullable(),
    /** Whether work for admins and owners is free. Usage and the provider's cost are recorded anyway. */
    adminsRunFree: z.boolean(),
    /** Limits the requests for work from one address. Approximate. Null or absent: no limit. */
    addressLimit: Limit.nullable().optional(),
    lowBalanceMicros: Micros,
    /** The credits per day that an account can get back on its client's report alone; see `updateAIActivityStatus`. */
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
