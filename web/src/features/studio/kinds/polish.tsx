import { ANY_SOURCE } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { WandSparkles } from 'lucide-react';
import { SourcePicker } from '../sources/source-picker.tsx';
import { useSource } from '../sources/use-source.ts';
import { useMaking } from '../use-making.ts';
import { Workbench } from '../workbench.tsx';
import { priceFirst, type Results, type StudioKind, type StudioProps } from './studio-kind.ts';

const results: Results = {
  shape: 'wide',
  player: 'film',
  noun: t`Video`,
  all: t`Your polished videos`,
  loading: t`Loading your polished videos`,
  title: t`Give it a finish`,
  text: priceFirst(t`Choose one of your videos.`),
  ideas: [],
};

/** Makes a video look and sound better. */
function PolishForm(studio: StudioProps) {
  const making = useMaking(studio.name, studio.operation);
  const [source, setSource] = useSource(studio.name);
  return (
    <Workbench
      {...studio}
      results={results}
      making={making}
      input={{ kind: 'polish', source: source ?? ANY_SOURCE }}
      label={t`Video`}
      placeholder=""
      textIs="none"
      missing={source ? null : t`Choose a video first.`}
      above={<SourcePicker makes="video" source={source} onSource={setSource} />}
    />
  );
}

export const polish: StudioKind<'polish'> = {
  icon: WandSparkles,
  sample: t`a polished video`,
  many: null,
  usual: { quantity: {}, words: t`1 video` },
  makes: ['video'],
  Form: PolishForm,
};
