import { z } from 'zod';
import type { Catalog, Model, Operation, Pack, Plan } from './catalog.ts';

/** One difference between two catalogs, as data. The reader's language renders it. */
export const CatalogChange = z.strictObject({
  /** The keys from the top, joined by dots. */
  path: z.string(),
  /** The changed field, independent of its position; see `changedFields`. */
  field: z.string(),
  /** The labels of the operation, model, pack or plan that contains it, from the outside in. */
  about: z.array(z.string()),
  /** The values; null if there is none. For an entry that was added or removed as a whole, only its name. */
  before: z.json(),
  after: z.json(),
});
export type CatalogChange = z.infer<typeof CatalogChange>;

type Every<T> = Readonly<Record<keyof T, true>>;
type Top = Omit<Catalog, 'disabledProviders' | 'operations' | 'packs' | 'plans' | 'grants'>;

/** Every field that can change, by the part of a catalog that contains it, in the order in which admins read them. */
export const changedFields = {
  catalog: {
    preset: true,
    enabled: true,
    guests: true,
    addressLimit: true,
    adminsRunFree: true,
    lowBalanceMicros: true,
    clientReturnMicrosPerDay: true,
  } satisfies Every<Top>,
  operation: {
    label: true,
    labels: true,
    kind: true,
    enabled: true,
    defaultModel: true,
    limit: true,
    style: true,
    shadow: true,
  } satisfies Every<Omit<Operation, 'models'>>,
  model: {
    price: true,
    cost: true,
    enabled: true,
    label: true,
    labels: true,
    description: true,
    descriptions: true,
    provider: true,
    providerModel: true,
    variants: true,
    plans: true,
  } satisfies Every<Omit<Model, 'offers'>>,
  pack: {
    label: true,
    labels: true,
    micros: true,
    bonusMicros: true,
    prices: true,
    tag: true,
  } satisfies Every<Pack>,
  plan: {
    label: true,
    labels: true,
    monthlyMicros: true,
    unlimited: true,
    rolloverMicros: true,
    trialDays: true,
    monthly: true,
    yearly: true,
    limits: true,
    priority: true,
  } satisfies Every<Plan>,
  grants: { welcomeMicros: true, welcomeNeedsVerifiedEmail: true } satisfies Every<Catalog['grants']>,
} as const;
type ChangedFields = typeof changedFields;

/** `model.price` for a field; `model` for one that was added or removed; `provider` for one that was switched. */
export type ChangedField =
  | { [P in keyof ChangedFields]: `${P}.${keyof ChangedFields[P] & string}` }[keyof ChangedFields]
  | 'operation'
  | 'model'
  | 'pack'
  | 'plan'
  | 'provider'
  | 'first';

/**
 * Returns all differences, in the order in which admins read them. The list is empty exactly when the catalogs are
 * equal.
 */
export function catalogChanges(from: Catalog, to: Catalog): CatalogChange[] {
  return [
    ...fieldChanges({ path: '', part: 'catalog', about: [] }, [from, to]),
    ...providerChanges(from.disabledProviders, to.disabledProviders),
    ...recordChanges(
      { path: 'operations', part: 'operation', about: [] },
      [from.operations, to.operations],
      operationChanges,
    ),
    ...recordChanges({ path: 'packs', part: 'pack', about: [] }, [from.packs, to.packs]),
    ...recordChanges({ path: 'plans', part: 'plan', about: [] }, [from.plans, to.plans]),
    ...fieldChanges({ path: 'grants', part: 'grants', about: [] }, [from.grants, to.grants]),
  ];
}

/** Returns the change that stands for a first catalog. */
export function firstCatalog({ preset }: Catalog): CatalogChange {
  return { path: '', field: 'first' satisfies ChangedField, about: [preset], before: null, after: null };
}

type Pair<T> = readonly [from: T, to: T];

interface Place {
  readonly path: string;
  readonly part: keyof ChangedFields;
  readonly about: readonly string[];
}

function operationChanges(place: Place, pair: Pair<Operation>): CatalogChange[] {
  const [from, to] = pair;
  const models = { path: `${place.path}.models`, part: 'model', about: place.about } as const;
  return [...fieldChanges(place, pair), ...recordChanges(models, [from.models, to.models])];
}

/** Returns the entries that were added or removed, and the changes within the others. */
function recordChanges<T extends { label: string }>(
  { path, part, about }: Place,
  [from, to]: Pair<Record<string, T>>,
  changesWithin: (place: Place, pair: Pair<T>) => CatalogChange[] = fieldChanges,
): CatalogChange[] {
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names.flatMap((name) => {
    const was = Object.hasOwn(from, name) ? from[name] : undefined;
    const is = Object.hasOwn(to, name) ? to[name] : undefined;
    const place = { path: `${path}.${name}`, part, about: [...about, (was ?? is)?.label ?? name] };
    if (was && is) return changesWithin(place, [was, is]);
    return [
      {
        path: place.path,
        field: part,
        about: place.about,
        before: was ? name : null,
        after: is ? name : null,
      },
    ];
  });
}

function fieldChanges<T extends object>({ path, part, about }: Place, [from, to]: Pair<T>): CatalogChange[] {
  return (Object.keys(changedFields[part]) as (keyof T & string)[]).flatMap((field) => {
    const [before, after] = [from[field], to[field]].map((value) => JSON.parse(canonical(value) ?? 'null'));
    if (canonical(from[field]) === canonical(to[field])) return [];
    const at = path === '' ? field : `${path}.${field}`;
    return [{ path: at, field: `${part}.${field}`, about: [...about], before, after }];
  });
}

/** Writes a value as text, independent of the order of keys, because the store doesn't keep that order. */
function canonical(value: unknown): string | undefined {
  return JSON.stringify(value, (_, part: unknown) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) return part;
    return Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function providerChanges(from: readonly string[], to: readonly string[]): CatalogChange[] {
  const names = [...new Set([...from, ...to])];
  return names.flatMap((name) => {
    const [before, after] = [from, to].map((off) => !off.includes(name));
    if (before === undefined || after === undefined || before === after) return [];
    const field: ChangedField = 'provider';
    return [{ path: 'disabledProviders', field, about: [name], before, after }];
  });
}
