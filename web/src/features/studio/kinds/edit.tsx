import { ANY_SOURCE, type GenerationInput } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Paintbrush } from 'lucide-react';
import { usePerson } from '../../../lib/service/session/person.tsx';
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
  title: t`Change a picture`,
  text: priceFirst(t`Choose one of your pictures or upload another.`),
  ideas: [],
};

/** Changes a picture as described, or redraws it in a style. */
function EditForm(studio: StudioProps) {
  const { name, operation } = studio;
  const { uid } = usePerson();
  const making = useMaking(name, operation);
  const [source, setSource] = useSource(name);
  const input: GenerationInput = {
    kind: 'edit',
    prompt: making.text.trim(),
    source: source ?? ANY_SOURCE,
  };
  const styled = operation.style !== undefined;
  return (
    <Workbench
      {...studio}
      results={results}
      making={making}
      input={input}
      label={styled ? t`Anything to add` : t`Say what to change`}
      placeholder={styled ? t`Anything to add (optional)…` : t`Make the sky purple…`}
      textIs={styled ? 'optional' : 'needed'}
      missing={source ? null : t`Choose a picture first.`}
      onStarted={(requestId) => source && rememberSource(uid, { requestId, source })}
      above={<SourcePicker makes="image" source={source} onSource={setSource} />}
    />
  );
}

export const edit: StudioKind<'edit'> = {
  icon: Paintbrush,
  sample: t`a changed picture`,
  many: null,
  usual: { quantity: { images: 1, characters: 100 }, words: t`1 picture` },
  makes: ['image'],
  Form: EditForm,
};
