import type { Catalog } from './catalog.ts';
import { gallery } from './presets/gallery.ts';
import { reelbanana } from './presets/reelbanana.ts';
import { studio } from './presets/studio.ts';
import { videoremix } from './presets/videoremix.ts';

/** A whole catalog for each product, to start from. */
export const presets = { studio, reelbanana, videoremix, gallery } satisfies Record<string, Catalog>;
export type PresetName = keyof typeof presets;

export const defaultCatalog: Catalog = studio;

/**
 * The same catalog on a machine without keys: what a provider would make is made by the sandbox, at the same price.
 * @param providers those that can be reached
 */
export function onSandbox(catalog: Catalog, providers: ReadonlySet<string>): Catalog {
  const operations = Object.entries(catalog.operations).map(([name, operation]) => {
    const models = Object.entries(operation.models).map(([id, model]) => [
      id,
      providers.has(model.provider) ? model : { ...model, provider: 'sandbox' },
    ]);
    return [name, { ...operation, models: Object.fromEntries(models) }];
  });
  return { ...catalog, operations: Object.fromEntries(operations) };
}
