import { type GenerationInput, MAX_SCENES } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { BookOpen, Layers } from 'lucide-react';
import { Select } from '../../../components/controls/select.tsx';
import { useMaking } from '../use-making.ts';
import { Workbench } from '../workbench.tsx';
import { priceFirst, type Results, type StudioKind, type StudioProps } from './studio-kind.ts';

const counts = Array.from({ length: MAX_SCENES }, (_, index) => ({
  value: String(index + 1),
  label: plural(index + 1, { one: '# scene', other: '# scenes' }),
}));

const results: Results = {
  shape: 'list',
  player: null,
  noun: t`Story`,
  all: t`Your stories`,
  loading: t`Loading your stories`,
  title: t`Once upon a time`,
  text: priceFirst(t`Say what it is about.`),
  ideas: [t`A lighthouse keeper who is afraid of the dark`, t`Two foxes share one winter coat`],
};

function StoryForm(studio: StudioProps) {
  const making = useMaking(studio.name, studio.operation);
  const scenes = String(making.settings.scenes ?? 3);
  const input: GenerationInput = { kind: 'story', prompt: making.text.trim(), scenes: Number(scenes) };
  return (
    <Workbench
      {...studio}
      results={results}
      making={making}
      input={input}
      label={t`What the story is about`}
      placeholder={t`A story about…`}
    >
      <Select
        label={t`Scenes`}
        value={scenes}
        options={counts}
        onChange={(next) => making.setSettings({ scenes: Number(next) })}
        icon={<Layers aria-hidden="true" className="size-4 shrink-0 text-ink-3" />}
      />
    </Workbench>
  );
}

export const story: StudioKind<'story'> = {
  icon: BookOpen,
  sample: t`a story`,
  many: null,
  usual: {
    quantity: { inputTokens: 600, outputTokens: 1_500, characters: 200 },
    words: t`600 tokens in, 1,500 out`,
  },
  makes: [],
  Form: StoryForm,
};
