import type { Catalog, Model, ModelIn, Operation, Rate } from '../catalog/catalog.ts';
import { translationsOf } from '../catalog/german-labels.ts';
import type { BuiltInKind, BuiltInOf } from '../generation/generation-input.ts';
import { creditsToMicros } from '../money/credits.ts';
import type { UnitOf } from '../operations/define-operation.ts';
import { HOUR_MS, MINUTE_MS } from '../time.ts';

/** The parts of presets. Prices in credits, costs in US dollars, packs in US cents. */

type Sort<K extends Rate['kind']> = Extract<Rate, { kind: K }>;

export const credits = (each: number): Sort<'flat'> => ({ kind: 'flat', micros: creditsToMicros(each) });
export const usd = (each: number) => credits(each);
export const nothing: Sort<'flat'> = { kind: 'flat', micros: 0 };

export function per<const U extends string>(
  unitSize: number,
  unit: U,
  each: number,
): Sort<'per-unit'> & { unit: U } {
  return { kind: 'per-unit', unit, unitSize, micros: creditsToMicros(each), minimumMicros: 0 };
}

export function perThousandTokens(input: number, output = input): Sort<'per-token'> {
  const inputMicrosPerThousand = creditsToMicros(input);
  const outputMicrosPerThousand = creditsToMicros(output);
  return { kind: 'per-token', inputMicrosPerThousand, outputMicrosPerThousand, minimumMicros: 0 };
}

/** Returns a label with its translations, if it has any. */
function named(label: string): { label: string; labels?: Record<string, string> } {
  const labels = translationsOf(label);
  return labels ? { label, labels } : { label };
}

export function model<P extends Rate, C extends Rate>(
  label: string,
  description: string,
  [provider, providerModel]: readonly [string, string],
  { price, cost, enabled = true }: { price: P; cost: C; enabled?: boolean },
): Model & { price: P; cost: C } {
  return {
    ...named(label),
    description,
    ...(translationsOf(description) && { descriptions: translationsOf(description) }),
    ...{ enabled, provider, providerModel, price, cost },
  };
}

/** Returns an operation whose default is its first model. */
export function operation<K extends BuiltInKind>(
  label: string,
  kind: K,
  models: Record<string, ModelIn<UnitOf<BuiltInOf<K>>>>,
  { perHour = null, style }: { perHour?: number | null; style?: string } = {},
): Operation {
  const [defaultModel = ''] = Object.keys(models);
  const limit = perHour === null ? null : { max: perHour, windowMs: HOUR_MS };
  return { ...named(label), kind, enabled: true, defaultModel, models, limit, ...(style ? { style } : {}) };
}

type Pack = Catalog['packs'][string];

export function pack(
  label: string,
  amount: number,
  cents: number,
  { bonus = 0, tag = null }: { bonus?: number; tag?: Pack['tag'] } = {},
): Pack {
  const micros = creditsToMicros(amount);
  return { ...named(label), micros, bonusMicros: creditsToMicros(bonus), prices: { usd: cents }, tag };
}

/** Returns a plan, the same in every preset. A year costs ten months. */
function plan(label: string, perMonth: number, cents: number, unlimited = false): Catalog['plans'][string] {
  const monthlyMicros = creditsToMicros(perMonth);
  const prices = { monthly: { usd: cents }, yearly: { usd: 10 * cents } };
  return { ...named(label), monthlyMicros, unlimited, rolloverMicros: 0, trialDays: 0, ...prices };
}

const plans: Catalog['plans'] = {
  plus: plan('Plus', 300, 1_900),
  max: plan('Max', 1_000, 4_900),
  unlimited: plan('Unlimited', 5_000, 9_900, true),
};

const commonPacks: Catalog['packs'] = {
  starter: pack('Starter', 100, 1_000),
  creator: pack('Creator', 500, 4_000),
  pro: pack('Pro', 1_000, 7_000),
  studio: pack('Studio', 5_000, 30_000),
};

export const common = {
  enabled: true,
  disabledProviders: [],
  plans,
  packs: commonPacks,
  grants: { welcomeMicros: creditsToMicros(50), welcomeNeedsVerifiedEmail: true },
  guests: null,
  addressLimit: { max: 100, windowMs: 10 * MINUTE_MS },
  adminsRunFree: false,
  lowBalanceMicros: creditsToMicros(10),
  clientReturnMicrosPerDay: creditsToMicros(100),
} satisfies Partial<Catalog>;
