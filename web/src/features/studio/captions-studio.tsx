import type { GenerationInput } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useGenerations } from '../../lib/generations.tsx';
import { anySource } from './any-source.ts';
import { SourcePicker } from './source-picker.tsx';
import type { StudioProps } from './studio-page.tsx';
import { useMaking } from './use-making.ts';
import { useSource } from './use-source.ts';
import { Workbench } from './workbench.tsx';

/** Times the words of a text to the recording that speaks them. */
export function CaptionsStudio(studio: StudioProps) {
  const making = useMaking(studio.name, studio.operation);
  const [source, setSource] = useSource(studio.name);
  const { generations } = useGenerations();
  const input: GenerationInput = { kind: 'captions', text: making.text.trim(), source: source ?? anySource };
  const choose = (requestId: string, preview: string) => {
    setSource(requestId);
    const spoken = generations.find((one) => one.requestId === requestId)?.intent.input;
    const text = spoken && 'text' in spoken ? spoken.text : preview;
    if (making.text.trim() === '') making.setText(text);
  };
  return (
    <Workbench
      {...studio}
      kind="captions"
      making={making}
      input={input}
      label={t`The text that is spoken`}
      placeholder={t`The whole text that is spoken…`}
      missing={source ? null : t`Choose a recording first.`}
      above={<SourcePicker makes="audio" source={source} onSource={choose} />}
    />
  );
}
