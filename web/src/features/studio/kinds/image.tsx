import { type GenerationInput, isOfferedSize } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Copy, ImageIcon, Scaling } from 'lucide-react';
import { Suspense, useState } from 'react';
import { Select } from '../../../components/controls/select.tsx';
import { lazyPart } from '../../../lib/page/lazy-part.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { variantText } from '../../../lib/texts/rate-text.ts';
import type { SeedFieldProps } from '../seed-field.tsx';
import { useMaking } from '../use-making.ts';
import { Workbench } from '../workbench.tsx';
import { priceFirst, type Results, type StudioKind, type StudioProps } from './studio-kind.ts';

// Few models take a seed.
const SeedField = lazyPart<SeedFieldProps>(() =>
  import('../seed-field.tsx').then((module) => module.SeedField),
);

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

const counts = (['1', '2', '3', '4'] as const).map((value) => ({
  value,
  label: plural(Number(value), { one: '# picture', other: '# pictures' }),
}));

function ImageForm(studio: StudioProps) {
  const { name, operation } = studio;
  const making = useMaking(name, operation);
  const model = operation.models[making.model];
  const { variant: wanted } = making.settings;
  const { isGuest } = usePerson();
  const [chosenCount, setCount] = useState<(typeof counts)[number]['value']>('1');
  const takesSeeds = model?.offers?.seeds === true;
  const seed = (takesSeeds && Number(making.settings.seed)) || null;
  // A guest's turns are counted one by one, and a seed makes one picture.
  const isOne = isGuest || seed !== null;
  const count = isOne ? 1 : Number(chosenCount);
  const variants = model?.variants;
  const made = Object.entries(variants?.all ?? {}).filter(([, size]) => model && isOfferedSize(model, size));
  const variant = made.find(([name]) => name === wanted)?.[0] ?? variants?.default;
  const input: GenerationInput = {
    kind: 'image',
    prompt: making.text.trim(),
    ...(variant === undefined ? {} : { variant }),
    ...(seed === null ? {} : { seed }),
  };
  return (
    <Workbench
      {...studio}
      results={results}
      making={making}
      input={input}
      count={count}
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
          onChange={(value) => making.setSettings({ variant: value })}
          icon={<Scaling aria-hidden="true" className="size-4 shrink-0 text-ink-3" />}
        />
      )}
      {takesSeeds && (
        <Suspense>
          <SeedField seed={seed} onSeed={(next) => making.setSettings({ seed: next ?? '' })} />
        </Suspense>
      )}
      {!isOne && (
        <Select
          label={t`How many`}
          value={chosenCount}
          options={counts}
          onChange={setCount}
          icon={<Copy aria-hidden="true" className="size-4 shrink-0 text-ink-3" />}
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
