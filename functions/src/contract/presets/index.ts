import type { Catalog } from '../catalog/catalog.ts';
import { gallery } from './gallery.ts';
import { reelbanana } from './reelbanana.ts';
import { studio } from './studio.ts';
import { videoremix } from './videoremix.ts';

/** Complete catalogs of example products, to start from. */
export const presets = { studio, reelbanana, videoremix, gallery } satisfies Record<string, Catalog>;
export type PresetName = keyof typeof presets;

export const defaultCatalog: Catalog = studio;
