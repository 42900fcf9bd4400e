import type { Operation } from '@firemeter/functions/contract';
import { Cpu } from 'lucide-react';
import { Select } from '../../components/select.tsx';
import { rateText } from './rate-text.ts';

interface ModelPickerProps {
  operation: Operation;
  model: string;
  onModel: (model: string) => void;
}

/** Each model with its price; those switched off stay visible, so that nobody wonders where they went. */
export function ModelPicker({ operation, model, onModel }: ModelPickerProps) {
  const options = Object.entries(operation.models).map(([name, { label, description, enabled, price }]) => ({
    value: name,
    label,
    description: enabled ? description : `${description} Switched off at the moment.`,
    aside: rateText(price),
    disabled: !enabled,
  }));
  return (
    <Select
      label="Model"
      value={model}
      options={options}
      onChange={onModel}
      icon={<Cpu aria-hidden="true" className="size-4 shrink-0 text-ink-3" />}
    />
  );
}
