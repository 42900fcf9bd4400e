import { type GenerationInput, MAX_SCENES } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Layers } from 'lucide-react';
import { useState } from 'react';
import { Select } from '../../components/select.tsx';
import type { StudioProps } from './studio-page.tsx';
import { useMaking } from './use-making.ts';
import { Workbench } from './workbench.tsx';

const counts = Array.from({ length: MAX_SCENES }, (_, index) => ({
  value: String(index + 1),
  label: plural(index + 1, { one: '# scene', other: '# scenes' }),
}));

export function StoryStudio(studio: StudioProps) {
  const making = useMaking(studio.name, studio.operation);
  const [scenes, setScenes] = useState('3');
  const input: GenerationInput = { kind: 'story', prompt: making.text.trim(), scenes: Number(scenes) };
  return (
    <Workbench
      {...studio}
      kind="story"
      making={making}
      input={input}
      label={t`What the story is about`}
      placeholder={t`A story about…`}
    >
      <Select
        label={t`Scenes`}
        value={scenes}
        options={counts}
        onChange={setScenes}
        icon={<Layers aria-hidden="true" className="size-4 shrink-0 text-ink-3" />}
      />
    </Workbench>
  );
}
