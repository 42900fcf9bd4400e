import { z } from 'zod';
import { assertNever } from './errors.ts';
import { Name } from './identifiers.ts';
import type { IssueCode } from './messages/issues-en.ts';
import { Micros } from './micros.ts';
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

/** What can be counted about a piece of work, and the field of a quantity that holds it. */
export const units = { image: 'images', second: 'seconds', character: 'characters' } as const;
export type Unit = keyof typeof units;

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

/** The most of anything that a quantity counts. */
export const MAX_COUNT = 2_000_000;
const Count = z.int().min(0).max(MAX_COUNT);

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
});
export type Quantity = z.infer<typeof Quantity>;

/** What is asked for before it is used: of nothing there is no work to do, and nothing to hold for. */
export const RequestedQuantity = Quantity.refine(
  ({ images, seconds, characters, inputTokens, outputTokens }) => {
    const tokens =
      inputTokens === undefined && outputTokens === undefined ? 1 : (inputTokens ?? 0) + (outputTokens ?? 0);
    return [images, seconds, characters, tokens].every((count) => count !== 0);
  },
  { error: 'nothing-requested' satisfies IssueCode },
);

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

/** What is known of each kind's quantity before it runs: rates can charge by nothing else. */
export const countedIn: Record<OperationKind, readonly (Unit | 'token')[]> = {
  image: ['image', 'character'],
  edit: ['image', 'character'],
  video: ['second', 'character'],
  voice: ['character', 'second'],
  chat: ['token', 'character'],
  story: ['token', 'character'],
  narration: ['character', 'second'],
  music: ['second'],
  captions: ['character'],
  render: ['image'],
  polish: [],
  upload: [],
};

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
  .superRefine(({ kind, defaultModel, models }, context) => {
    if (!Object.hasOwn(models, defaultModel)) {
      context.addIssue({
        code: 'custom',
        path: ['defaultModel'],
        message: 'default-model' satisfies IssueCode,
      });
    }
    for (const [name, model] of Object.entries(models)) {
      for (const field of ['price', 'cost'] as const) {
        const fault = faultOf(model[field], kind, model);
        if (!fault) continue;
        const { code: message, ...params } = fault;
        context.addIssue({ code: 'custom', path: ['models', name, field], message, params });
      }
      const { variants } = model;
      if (variants && !Object.hasOwn(variants.all, variants.default)) {
        const path = ['models', name, 'variants', 'default'];
        context.addIssue({ code: 'custom', path, message: 'default-variant' satisfies IssueCode });
      }
    }
  });
export type Operation = z.infer<typeof Operation>;

/** What is wrong with a rate, and the unit or variant that it is about. */
interface RateFault {
  readonly code: IssueCode;
  readonly bound?: string;
}

/** Why a rate cannot price every request for work of a kind, or null when it can. */
function faultOf(rate: Rate, kind: OperationKind, { variants }: Model): RateFault | null {
  const counted = countedIn[kind];
  switch (rate.kind) {
    case 'flat':
      return null;
    case 'per-unit':
      return counted.includes(rate.unit) ? null : { code: 'wrong-unit', bound: rate.unit };
    case 'per-token':
      return counted.includes('token') ? null : { code: 'wrong-unit', bound: 'token' };
    case 'per-variant': {
      if (!counted.includes('image')) return { code: 'no-variants-of-kind' };
      const [missing] = Object.keys(variants?.all ?? {}).filter((name) => !Object.hasOwn(rate.micros, name));
      if (!variants) return { code: 'no-variants' };
      return missing === undefined ? null : { code: 'variant-price', bound: missing };
    }
    default:
      return assertNever(rate);
  }
}

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
