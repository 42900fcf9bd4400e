import { type Catalog, onSandbox, type PresetName, presets } from '@firemeter/functions/contract';

export const presetNames = Object.keys(presets) as PresetName[];

/** What runs without a key. */
const keyless: ReadonlySet<string> = new Set(['sandbox', 'studio']);

/** A preset as it is sold, or with everything made without keys. */
export function presetCatalog(name: PresetName, { inSandbox }: { inSandbox: boolean }): Catalog {
  return inSandbox ? onSandbox(presets[name], keyless) : presets[name];
}
