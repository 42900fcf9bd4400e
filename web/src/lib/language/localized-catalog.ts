import type { Catalog } from '@firemeter/functions/contract';
import { localize } from './localize.ts';

interface Named {
  readonly label: string;
  readonly labels?: Readonly<Record<string, string>> | null | undefined;
}

const named = <T extends Named>(
  all: Readonly<Record<string, T>>,
  change = (one: T): T => one,
): Record<string, T> =>
  Object.fromEntries(
    Object.entries(all).map(([name, one]) => [
      name,
      change({ ...one, label: localize(one.label, one.labels) }),
    ]),
  );

const localized = new WeakMap<Catalog, Catalog>();

/** Returns a catalog whose labels and descriptions are in the language that is shown; the same object for the same catalog. */
export function localizedCatalog(catalog: Catalog): Catalog {
  const known = localized.get(catalog);
  if (known) return known;
  const made: Catalog = {
    ...catalog,
    operations: named(catalog.operations, (operation) => ({
      ...operation,
      models: named(operation.models, (model) => ({
        ...model,
        description: localize(model.description, model.descriptions),
        ...(model.variants && { variants: { ...model.variants, all: named(model.variants.all) } }),
      })),
    })),
    packs: named(catalog.packs),
    plans: named(catalog.plans),
  };
  localized.set(catalog, made);
  return made;
}
