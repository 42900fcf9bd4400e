import { type GenerationInput, isOfferedSize } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { ImageIcon, Scaling } from 'lucide-react';
import { useState } from 'react';
import { Select } from '../../../components/select.tsx';
import { variantText } from '../../../lib/rate-text.ts';
import { useMaking } from '../use-making.ts';
import { Workbench } from '../workbench.tsx';
import { priceFirst, type Results, type StudioKind, type StudioProps } from './studio-kind.ts';

const results: Results = {
  shape: 'tiles',
  player: null,
  noun: t`Picture`,
  all: t`Your pictures`,
  loading: t`Loading your pictures`,
  title: t`Make your first picture`,
  text: priceFirst(t`Describe a picture below.`),
  ideas: [
    t`A lighthouse in a sea of embers`,
    t`Fox asleep under northern lights`,
    t`Glass mountains at first light`,
    t`A quiet harbour, painted in rust and gold`,
  ],
};

function ImageForm(studio: StudioProps) {
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
      results={results}
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

export const image: StudioKind<'image'> = {
  icon: ImageIcon,
  sample: t`a picture`,
  many: t`pictures`,
  usual: { quantity: { images: 1, characters: 100 }, words: t`1 picture` },
  makes: ['image'],
  isForGuests: true,
  Form: ImageForm,
};
