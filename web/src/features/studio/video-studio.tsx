import { fitLength, type GenerationInput, offeredLengths } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { LengthSlider } from './length-slider.tsx';
import type { StudioProps } from './studio-page.tsx';
import { useMaking } from './use-making.ts';
import { Workbench } from './workbench.tsx';

/** What providers make in one piece; more than that nobody waits for. */
const mostSeconds = 12;

export function VideoStudio(studio: StudioProps) {
  const making = useMaking(studio.name, studio.operation);
  const [seconds, setSeconds] = useState(4);
  const model = studio.operation.models[making.model];
  const wanted: GenerationInput = { kind: 'video', prompt: making.text.trim(), seconds };
  const input = model ? fitLength(model, wanted) : wanted;
  return (
    <Workbench
      {...studio}
      kind="video"
      making={making}
      input={input}
      label={t`Describe the video`}
      placeholder={t`Describe a scene…`}
    >
      <LengthSlider
        seconds={input.kind === 'video' ? input.seconds : seconds}
        most={mostSeconds}
        lengths={model ? offeredLengths(model) : null}
        onSeconds={setSeconds}
      />
    </Workbench>
  );
}
