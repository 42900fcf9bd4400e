import type { GenerationInput } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Music } from 'lucide-react';
import { LengthSlider } from '../length-slider.tsx';
import { useMaking } from '../use-making.ts';
import { Workbench } from '../workbench.tsx';
import { priceFirst, type Results, type StudioKind, type StudioProps } from './studio-kind.ts';

const results: Results = {
  shape: 'list',
  player: 'sound',
  noun: t`Music`,
  all: t`Your music`,
  loading: t`Loading your music`,
  title: t`Set the mood`,
  text: priceFirst(t`Describe how it should sound.`),
  ideas: [t`Warm strings for a quiet morning`, t`A slow waltz by candlelight`, t`Bright bells, light steps`],
};

const leastSeconds = 5;
/** As long as most providers compose in one piece. */
const mostSeconds = 60;

function MusicForm(studio: StudioProps) {
  const making = useMaking(studio.name, studio.operation);
  const seconds = Number(making.settings.seconds ?? 15);
  const input: GenerationInput = { kind: 'music', prompt: making.text.trim(), seconds };
  return (
    <Workbench
      {...studio}
      results={results}
      making={making}
      input={input}
      label={t`Describe the music`}
      placeholder={t`Describe how it should sound…`}
    >
      <LengthSlider
        seconds={seconds}
        least={leastSeconds}
        most={mostSeconds}
        onSeconds={(next) => making.setSettings({ seconds: next })}
      />
    </Workbench>
  );
}

export const music: StudioKind<'music'> = {
  icon: Music,
  sample: t`30 s of music`,
  many: t`pieces of music of 30 s`,
  usual: { quantity: { seconds: 30 }, words: t`30 seconds` },
  makes: [],
  shorten: (input) => ({ input: { ...input, seconds: leastSeconds }, what: 'length' }),
  Form: MusicForm,
};
