import { fitLength, type InputOf, offeredLengths } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Video } from 'lucide-react';
import { LengthSlider } from '../length-slider.tsx';
import { useMaking } from '../use-making.ts';
import { Workbench } from '../workbench.tsx';
import { priceFirst, type Results, type StudioKind, type StudioProps } from './studio-kind.ts';

const results: Results = {
  shape: 'wide',
  player: 'film',
  noun: t`Video`,
  all: t`Your videos`,
  loading: t`Loading your videos`,
  title: t`Set something in motion`,
  text: priceFirst(t`Describe a scene and say how long it is.`),
  ideas: [
    t`Slow flight over a river of lava`,
    t`Clouds rolling through a mountain pass`,
    t`Northern lights over a still lake`,
  ],
};

/** What providers make in one piece; more than that nobody waits for. */
const mostSeconds = 12;

function VideoForm(studio: StudioProps) {
  const making = useMaking(studio.name, studio.operation);
  const seconds = Number(making.settings.seconds ?? 4);
  const model = studio.operation.models[making.model];
  const wanted: InputOf<'video'> = { kind: 'video', prompt: making.text.trim(), seconds };
  const input = model ? fitLength(model, wanted) : wanted;
  return (
    <Workbench
      {...studio}
      results={results}
      making={making}
      input={input}
      label={t`Describe the video`}
      placeholder={t`Describe a scene…`}
    >
      <LengthSlider
        seconds={input.seconds}
        most={mostSeconds}
        lengths={model ? offeredLengths(model) : null}
        onSeconds={(next) => making.setSettings({ seconds: next })}
      />
    </Workbench>
  );
}

export const video: StudioKind<'video'> = {
  icon: Video,
  sample: t`a video`,
  many: t`videos`,
  usual: { quantity: { seconds: 8, characters: 100 }, words: t`8 seconds` },
  makes: ['video'],
  ofLength: { one: (seconds) => t`a video of ${seconds} s`, many: (lengths) => t`videos of ${lengths}` },
  shorten: (input, lengths) => ({ input: { ...input, seconds: lengths?.[0] ?? 1 }, what: 'length' }),
  isProgressEstimated: true,
  Form: VideoForm,
};
