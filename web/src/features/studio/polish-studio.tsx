import { t } from '@lingui/core/macro';
import { anySource } from './any-source.ts';
import { SourcePicker } from './source-picker.tsx';
import type { StudioProps } from './studio-page.tsx';
import { useMaking } from './use-making.ts';
import { useSource } from './use-source.ts';
import { Workbench } from './workbench.tsx';

/** Makes a video look and sound better. */
export function PolishStudio(studio: StudioProps) {
  const making = useMaking(studio.name, studio.operation);
  const [source, setSource] = useSource(studio.name);
  return (
    <Workbench
      {...studio}
      kind="polish"
      making={making}
      input={{ kind: 'polish', source: source ?? anySource }}
      label={t`Video`}
      placeholder=""
      textIs="none"
      missing={source ? null : t`Choose a video first.`}
      above={<SourcePicker makes="video" source={source} onSource={setSource} />}
    />
  );
}
