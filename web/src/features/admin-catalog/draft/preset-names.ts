import { type PresetName, presets } from '@firemeter/functions/contract';

export const presetNames = Object.keys(presets) as PresetName[];
