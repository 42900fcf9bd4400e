import type { Catalog } from './catalog.ts';
import { gallery } from './presets/gallery.ts';
import { reelbanana } from './presets/reelbanana.ts';
import { studio } from './presets/studio.ts';
import { videoremix } from './presets/videoremix.ts';

/** Complete catalogs of example products, to start from. */
export const presets = { studio, reelbanana, videoremix, gallery } satisfies Record<string, Catalog>;
export type PresetName = keyof typeof presets;

export const defaultCatalog: Catalog = studio;
