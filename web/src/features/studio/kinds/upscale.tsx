import { ANY_SOURCE, activityIdOf, factsOf, type InputOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { ImageUpscale } from 'lucide-react';
import { useState } from 'react';
import { Segmented } from '../../../components/controls/segmented.tsx';
import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { usePerson } from '../../../lib/service/session/person.tsx';
import { useResult } from '../../../lib/work/use-result.ts';
import { rememberSource } from '../sources/remembered-sources.ts';
import { SourcePicker } from '../sources/source-picker.tsx';
import { useSource } from '../sources/use-source.ts';
import { useMaking } from '../use-making.ts';
import { Workbench } from '../workbench.tsx';
import { priceFirst, type Results, type StudioKind, type StudioProps } from './studio-kind.ts';

const results: Results = {
  shape: 'tiles',
  player: null,
  noun: t`Picture`,
  all: t`Your pictures`,
  loading: t`Loading your pictures`,
  title: t`Enlarge a picture`,
  text: priceFirst(t`Choose one of your pictures: it becomes two or four times as wide and high.`),
  ideas: [],
};

const factors = [
  { value: '2', label: '2×' },
  { value: '4', label: '4×' },
] as const;

/** Enlarges a picture; the price follows from how large it becomes. */
function UpscaleForm(studio: StudioProps) {
  const { name, operation } = studio;
  const { uid } = usePerson();
  const accountId = useAccountId();
  const making = useMaking(name, operation);
  const [source, setSource] = useSource(name);
  const [chosen, setChosen] = useState<(typeof factors)[number]['value']>('2');
  const activityId = activityIdOf({ accountId, requestId: source ?? '' });
  const { data } = useResult({ activityId, wanted: source !== null });
  const facts = data && source !== null ? factsOf(data) : null;
  const factor = chosen === '2' ? 2 : 4;
  const input: InputOf<'upscale'> = { kind: 'upscale', source: source ?? ANY_SOURCE, factor };
  return (
    <Workbench
      {...studio}
      results={results}
      making={making}
      input={input}
      sources={facts ? [facts] : undefined}
      label={t`Picture`}
      placeholder=""
      textIs="none"
      missing={source ? null : t`Choose a picture first.`}
      onStarted={(requestId) => source && rememberSource(uid, { requestId, source })}
      above={<SourcePicker makes="image" source={source} onSource={setSource} />}
    >
      <Segmented label={t`Times as large`} value={chosen} options={factors} onChange={setChosen} />
      {facts?.width && facts.height && (
        <p role="status" className="nums text-ink-3 text-xs">
          {`${factor * facts.width} × ${factor * facts.height}`}
        </p>
      )}
    </Workbench>
  );
}

export const upscale: StudioKind<'upscale'> = {
  icon: ImageUpscale,
  sample: t`a picture at twice its size`,
  many: null,
  usual: { quantity: { counts: { megapixel: 5 } }, words: t`5 megapixels` },
  makes: ['image'],
  Form: UpscaleForm,
};
