import type { GenerationInput } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { LEAST_MUSIC_SECONDS } from '../../lib/cheaper-way.ts';
import { LengthSlider } from './length-slider.tsx';
import type { StudioProps } from './studio-page.tsx';
import { useMaking } from './use-making.ts';
import { Workbench } from './workbench.tsx';

/** As long as most providers compose in one piece. */
const mostSeconds = 60;

export function MusicStudio(studio: StudioProps) {
  const making = useMaking(studio.name, studio.operation);
  const [seconds, setSeconds] = useState(15);
  const input: GenerationInput = { kind: 'music', prompt: making.text.trim(), seconds };
  return (
    <Workbench
      {...studio}
      kind="music"
      making={making}
      input={input}
      label={t`Describe the music`}
      placeholder={t`Describe how it should sound…`}
    >
      <LengthSlider seconds={seconds} least={LEAST_MUSIC_SECONDS} most={mostSeconds} onSeconds={setSeconds} />
    </Workbench>
  );
}
