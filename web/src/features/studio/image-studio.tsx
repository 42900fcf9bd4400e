import { type GenerationInput, isOfferedSize } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Scaling } from 'lucide-react';
import { useState } from 'react';
import { Select } from '../../components/select.tsx';
import { variantText } from '../../lib/rate-text.ts';
import type { StudioProps } from './studio-page.tsx';
import { useMaking } from './use-making.ts';
import { Workbench } from './workbench.tsx';

export function ImageStudio(studio: StudioProps) {
  const { name, operation } = studio;
  const making = useMaking(name, operation);
  const model = operation.models[making.model];
  const [wanted, setWanted] = useState<string>();
  const variants = model?.variants;
  const made = Object.entries(variants?.all ?? {}).filter(([, size]) => model && isOfferedSize(model, size));
  const variant = made.some(([name]) => name === wanted) ? wanted : variants?.default;
  const input: GenerationInput = {
    kind: 'image',
    prompt: making.text.trim(),
    ...(variant === undefined ? {} : { variant }),
  };
  return (
    <Workbench
      {...studio}
      kind="image"
      making={making}
      input={input}
      label={t`Describe the picture`}
      placeholder={t`Describe a picture…`}
    >
      {model && variants && variant !== undefined && (
        <Select
          label={t`Size and quality`}
          value={variant}
          options={made.map(([value, { label, width, height }]) => ({
            value,
            label,
            description: `${width} × ${height}`,
            aside: variantText(model.price, value),
          }))}
          onChange={setWanted}
          icon={<Scaling aria-hidden="true" className="size-4 shrink-0 text-ink-3" />}
        />
      )}
    </Workbench>
  );
}
