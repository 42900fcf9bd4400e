import { t } from '@lingui/core/macro';
import { Cpu } from 'lucide-react';
import { noteOf } from '#kit/components/model-recommendation.tsx';
import type { RankedModel } from '#kit/core/rank-models.ts';
import { kitTexts } from '../../lib/texts/kit-texts.ts';
import { rateText } from '../../lib/texts/rate-text.ts';
import { Select } from '../controls/select.tsx';

interface ModelPickerProps {
  models: readonly RankedModel[];
  model: string;
  onModel: (model: string) => void;
}

/** Each model with its price; those that cannot be chosen stay in sight and say why. */
export function ModelPicker({ models, model, onModel }: ModelPickerProps) {
  const options = models.map((ranked) => ({
    value: ranked.name,
    label: ranked.model.label,
    description: [ranked.model.description, noteOf(ranked, kitTexts.models)].filter(Boolean).join(' '),
    aside: rateText(ranked.model.price),
    disabled: ranked.standing !== 'open',
  }));
  return (
    <Select
      label={t`Model`}
      value={model}
      options={options}
      onChange={onModel}
      icon={<Cpu aria-hidden="true" className="size-4 shrink-0 text-ink-3" />}
    />
  );
}
