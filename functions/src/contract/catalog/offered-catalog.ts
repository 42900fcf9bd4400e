import type { Catalog } from './catalog.ts';

interface Published {
  readonly catalog: Catalog;
  /** Null: not checked yet, so nothing is left out. */
  readonly reachableProviders: readonly string[] | null;
}

const offered = new WeakMap<Published, Catalog>();

/**
 * Returns the part of a published catalog that can be offered, without models whose provider can't be reached and
 * operations that have no other model. If the default model is missing, the first remaining one replaces it, if possible
 * one that needs no plan. Returns the same object for the same publication.
 */
export function offeredCatalog(published: Published): Catalog {
  const { catalog, reachableProviders } = published;
  if (reachableProviders === null) return catalog;
  const known = offered.get(published) ?? reduce(catalog, new Set(reachableProviders));
  offered.set(published, known);
  return known;
}

function reduce(catalog: Catalog, reachable: ReadonlySet<string>): Catalog {
  const operations = Object.entries(catalog.operations).flatMap(([name, operation]) => {
    const models = Object.entries(operation.models).filter(([, { provider }]) => reachable.has(provider));
    const [first] = models;
    if (!first) return [];
    const isDefaultLeft = models.some(([model]) => model === operation.defaultModel);
    const [usual] = models.find(([, { plans }]) => !plans) ?? first;
    const defaultModel = isDefaultLeft ? operation.defaultModel : usual;
    return [[name, { ...operation, defaultModel, models: Object.fromEntries(models) }] as const];
  });
  const names = new Set(operations.map(([name]) => name));
  const { guests } = catalog;
  return {
    ...catalog,
    operations: Object.fromEntries(operations),
    guests: guests && { ...guests, operations: guests.operations.filter((name) => names.has(name)) },
  };
}

/** Returns the providers of enabled models that can't be reached. */
export function unreachableProviders({ catalog, reachableProviders }: Published): string[] {
  if (reachableProviders === null) return [];
  const models = Object.values(catalog.operations).flatMap(({ models }) => Object.values(models));
  const wanted = models.filter(({ enabled }) => enabled).map(({ provider }) => provider);
  return [...new Set(wanted)].filter((provider) => !reachableProviders.includes(provider)).sort();
}
