import { ANY_SOURCE, type GenerationInput } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Captions } from 'lucide-react';
import { useGenerations } from '../../../lib/work/generations.tsx';
import { SourcePicker } from '../sources/source-picker.tsx';
import { useSource } from '../sources/use-source.ts';
import { useMaking } from '../use-making.ts';
import { Workbench } from '../workbench.tsx';
import { priceFirst, type Results, type StudioKind, type StudioProps, shortestText } from './studio-kind.ts';

const results: Results = {
  shape: 'list',
  player: null,
  noun: t`Captions`,
  all: t`Your captions`,
  loading: t`Loading your captions`,
  title: t`Add captions`,
  text: priceFirst(t`Choose a recording and give its text: every word is timed.`),
  ideas: [],
};

/** Times the words of a text to the recording that speaks them. */
function CaptionsForm(studio: StudioProps) {
  const making = useMaking(studio.name, studio.operation);
  const [source, setSource] = useSource(studio.name);
  const { generations } = useGenerations();
  const input: GenerationInput = { kind: 'captions', text: making.text.trim(), source: source ?? ANY_SOURCE };
  const choose = (requestId: string, preview: string) => {
    setSource(requestId);
    const spoken = generations.find((one) => one.requestId === requestId)?.intent.input;
    const text = spoken && 'text' in spoken ? spoken.text : preview;
    if (making.text.trim() === '') making.setText(text);
  };
  return (
    <Workbench
      {...studio}
      results={results}
      making={making}
      input={input}
      label={t`The text that is spoken`}
      placeholder={t`The whole text that is spoken…`}
      missing={source ? null : t`Choose a recording first.`}
      above={<SourcePicker makes="audio" source={source} onSource={choose} />}
    />
  );
}

export const captions: StudioKind<'captions'> = {
  icon: Captions,
  sample: t`captions`,
  many: null,
  usual: { quantity: { characters: 900 }, words: t`900 characters` },
  makes: [],
  shorten: (input) => ({ input: { ...input, text: shortestText }, what: 'text' }),
  Form: CaptionsForm,
};
