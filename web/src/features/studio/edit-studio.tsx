import type { GenerationInput } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { usePerson } from '../../lib/session.tsx';
import { anySource } from './any-source.ts';
import { rememberSource } from './remembered-sources.ts';
import { SourcePicker } from './source-picker.tsx';
import type { StudioProps } from './studio-page.tsx';
import { useMaking } from './use-making.ts';
import { useSource } from './use-source.ts';
import { Workbench } from './workbench.tsx';

/** Changes a picture as told, or redraws it in a style. */
export function EditStudio(studio: StudioProps) {
  const { name, operation } = studio;
  const { uid } = usePerson();
  const making = useMaking(name, operation);
  const [source, setSource] = useSource(name);
  const input: GenerationInput = {
    kind: 'edit',
    prompt: making.text.trim(),
    source: source ?? anySource,
  };
  const styled = operation.style !== undefined;
  return (
    <Workbench
      {...studio}
      kind="edit"
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
