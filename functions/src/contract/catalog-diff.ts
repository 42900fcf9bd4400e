import { z } from 'zod';
import type { Catalog, Limit, Model, Operation, Pack, Plan, Variant } from './catalog.ts';
import { describeRate, exactAmount } from './describe-rate.ts';
import { moneyText } from './money.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './time.ts';

/** One difference between two catalogs, in words. */
export const CatalogChange = z.strictObject({
  /** Where it is: the keys from the top, joined by dots. */
  path: z.string(),
  /** What it is about: "Image · Nano Banana: price". */
  label: z.string(),
  /** How it read before and how it reads after; null where it is not there. */
  before: z.string().nullable(),
  after: z.string().nullable(),
});
export type CatalogChange = z.infer<typeof CatalogChange>;

/** What differs, in the order in which an admin looks at it; nothing exactly when the catalogs say the same. */
export function catalogChanges(from: Catalog, to: Catalog): CatalogChange[] {
  return [
    ...fieldChanges({ path: '', label: null, texts: catalogTexts }, [from, to]),
    ...providerChanges(from.disabledProviders, to.disabledProviders),
    ...recordChanges(
      { path: 'operations', kind: 'operation' },
      [from.operations, to.operations],
      operationChanges,
    ),
    ...recordChanges({ path: 'packs', kind: 'pack' }, [from.packs, to.packs], (path, pair) =>
      fieldChanges({ path, label: `Pack ${pair[0].label}`, texts: packTexts }, pair),
    ),
    ...recordChanges({ path: 'plans', kind: 'plan' }, [from.plans, to.plans], (path, pair) =>
      fieldChanges({ path, label: `Plan ${pair[0].label}`, texts: planTexts }, pair),
    ),
    ...fieldChanges({ path: 'grants', label: null, texts: grantTexts }, [from.grants, to.grants]),
  ];
}

/** A change on one line: "Image · Nano Banana: price 5 → 6 credits". */
export function changeText({ label, before, after }: CatalogChange): string {
  if (before === null) return `${label} ${after ?? ''}`.trim();
  if (after === null) return `${label} ${before} → gone`;
  const shortBefore = /^[\d.,]+ credits$/.test(after) ? before.replace(/^([\d.,]+) credits?$/, '$1') : before;
  return `${label} ${shortBefore} → ${after}`;
}

type Pair<T> = readonly [from: T, to: T];
/** For each field its name and how its value reads. */
type Texts<T> = { readonly [K in keyof T]-?: readonly [name: string, text: (value: T[K]) => string] };

const switched = ['switched', (on: boolean) => (on ? 'on' : 'off')] as const;
const yesNo = (value: boolean) => (value ? 'yes' : 'no');
const quoted = (text: string) => `“${text}”`;
const credits = (micros: number) => exactAmount(micros, 'credits');

const catalogTexts: Texts<Omit<Catalog, 'disabledProviders' | 'operations' | 'packs' | 'plans' | 'grants'>> =
  {
    preset: ['Preset', quoted],
    enabled: ['Everything: switched', switched[1]],
    guests: ['Guests', guestsText],
    addressLimit: ['Requests of an address', (limit) => (limit ? limitText(limit) : 'no limit')],
    adminsRunFree: ['Free for admins', yesNo],
    lowBalanceMicros: ['Low balance', credits],
    clientReturnMicrosPerDay: ['Given back a day on an app’s word', credits],
  };

const grantTexts: Texts<Catalog['grants']> = {
  welcomeMicros: ['Welcome credits', credits],
  welcomeNeedsVerifiedEmail: ['Welcome credits need a verified e-mail', yesNo],
};

const operationTexts: Texts<Omit<Operation, 'models'>> = {
  label: ['name', quoted],
  kind: ['kind', quoted],
  enabled: switched,
  defaultModel: ['default model', quoted],
  limit: ['limit', (limit) => (limit ? limitText(limit) : 'none')],
  style: ['style', (style) => (style === undefined ? 'none' : quoted(style))],
};

const modelTexts: Texts<Omit<Model, 'offers'>> = {
  price: ['price', (rate) => describeRate(rate, 'credits')],
  cost: ['cost', (rate) => describeRate(rate, 'usd')],
  enabled: switched,
  label: ['name', quoted],
  description: ['description', quoted],
  provider: ['provider', quoted],
  providerModel: ['provider’s model', quoted],
  variants: ['variants', variantsText],
};

const packTexts: Texts<Pack> = {
  label: ['name', quoted],
  micros: ['amount', credits],
  bonusMicros: ['bonus', credits],
  prices: ['price', pricesText],
  tag: ['label', (tag) => tag ?? 'none'],
};

const planTexts: Texts<Plan> = {
  label: ['name', quoted],
  monthlyMicros: ['a month', credits],
  unlimited: ['unlimited', yesNo],
  rolloverMicros: ['goes over into the next month', (micros) => `at most ${credits(micros)}`],
  trialDays: ['days of trial', String],
  monthly: ['monthly price', pricesText],
  yearly: ['yearly price', (prices) => (prices ? pricesText(prices) : 'none')],
};

function operationChanges(path: string, pair: Pair<Operation>): CatalogChange[] {
  const [from, to] = pair;
  return [
    ...fieldChanges({ path, label: from.label, texts: operationTexts }, pair),
    ...recordChanges(
      { path: `${path}.models`, kind: 'model', within: from.label },
      [from.models, to.models],
      (modelPath, models) =>
        fieldChanges(
          { path: modelPath, label: `${from.label} · ${models[0].label}`, texts: modelTexts },
          models,
        ),
    ),
  ];
}

/** What came, what went, and what changed within what stayed. */
function recordChanges<T extends { label: string }>(
  { path, kind, within }: { path: string; kind: string; within?: string },
  [from, to]: Pair<Record<string, T>>,
  changesWithin: (path: string, pair: Pair<T>) => CatalogChange[],
): CatalogChange[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names.flatMap((name) => {
    const was = Object.hasOwn(from, name) ? from[name] : undefined;
    const is = Object.hasOwn(to, name) ? to[name] : undefined;
    const at = `${path}.${name}`;
    if (was && is) return changesWithin(at, [was, is]);
    const label = [within, (was ?? is)?.label].filter(Boolean).join(' · ');
    return [{ path: at, label: `${label}:`, before: was ? kind : null, after: is ? `new ${kind}` : null }];
  });
}

function fieldChanges<T extends object>(
  { path, label, texts }: { path: string; label: string | null; texts: Texts<T> },
  [from, to]: Pair<T>,
): CatalogChange[] {
  return (Object.keys(texts) as (keyof T & string)[]).flatMap((field) => {
    const [name, text] = texts[field];
    if (canonical(from[field]) === canonical(to[field])) return [];
    const [before, after] = [text(from[field]), text(to[field])];
    const at = path === '' ? field : `${path}.${field}`;
    return [{ path: at, label: label === null ? name : `${label}: ${name}`, before, after }];
  });
}

/** A value as text in which the order of keys does not count: the store does not keep it. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(byName(part as Record<string, unknown>));
  });
}

function providerChanges(from: readonly string[], to: readonly string[]): CatalogChange[] {
  const names = [...new Set([...from, ...to])];
  return names.flatMap((name) => {
    const [before, after] = [from, to].map((off) => (off.includes(name) ? 'off' : 'on'));
    if (before === undefined || after === undefined || before === after) return [];
    return [{ path: 'disabledProviders', label: `Provider ${name}: switched`, before, after }];
  });
}

function guestsText(guests: Catalog['guests']): string {
  if (!guests) return 'cannot generate';
  const { perSession, perAddress, operations } = guests;
  const what = operations.join(', ') || 'nothing';
  return `${limitText(perSession)} a session, ${limitText(perAddress)} an address, for ${what}`;
}

function limitText({ max, windowMs }: Limit): string {
  return `${max} in ${windowText(windowMs)}`;
}

const spans = [
  [DAY_MS, 'day'],
  [HOUR_MS, 'hour'],
  [MINUTE_MS, 'minute'],
  [SECOND_MS, 'second'],
  [1, 'millisecond'],
] as const;

function windowText(windowMs: number): string {
  const [spanMs, span] = spans.find(([candidateMs]) => windowMs % candidateMs === 0) ?? spans[4];
  const count = windowMs / spanMs;
  return `${count} ${span}${count === 1 ? '' : 's'}`;
}

function variantsText(variants: Model['variants']): string {
  if (!variants) return 'none';
  const all = byName(variants.all).map(([name, variant]) => `${name} ${variantText(variant)}`);
  return `${all.join(', ')}; default ${variants.default}`;
}

function variantText({ label, width, height, quality }: Variant): string {
  return `${quoted(label)} ${width}×${height}${quality === null ? '' : ` ${quality}`}`;
}

function pricesText(prices: Pack['prices']): string {
  const all = byName(prices).map(([currency, amount]) => moneyText(amount, currency));
  return all.join(', ') || 'none';
}

function byName<T>(record: Record<string, T>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
