import { type PresetName, presets } from '@firemeter/functions/contract';
import { Segmented } from '../../components/controls/segmented.tsx';

interface PresetChoiceProps {
  preset: PresetName;
  onPreset: (preset: PresetName) => void;
}

/** Whose prices the examples show. */
export function PresetChoice({ preset, onPreset }: PresetChoiceProps) {
  const names = Object.keys(presets) as PresetName[];
  return (
    <Segmented
      label="Prices of"
      value={preset}
      options={names.map((name) => ({ value: name, label: name }))}
      onChange={onPreset}
      className="max-w-full overflow-x-auto"
    />
  );
}
