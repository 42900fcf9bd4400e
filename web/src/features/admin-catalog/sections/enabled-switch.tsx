import type { SwitchTarget } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Switch } from '../../../components/controls/switch.tsx';
import type { Path } from '../../../lib/page/at-path.ts';
import { useEditedField, useEditing } from '../draft/editing.tsx';

interface EnabledSwitchProps {
  /** "Nano Banana". */
  label: string;
  target: SwitchTarget;
  path: Path;
}

/** Acts on what is published, at once; on what only the draft has, in the draft. */
export function EnabledSwitch({ label, target, path }: EnabledSwitchProps) {
  const { askSwitch } = useEditing();
  const { value, publishedValue, set } = useEditedField(path);
  const isPublished = typeof publishedValue === 'boolean';
  return (
    <Switch
      label={t`${label} on`}
      checked={(isPublished ? publishedValue : value) === true}
      onChange={(enabled) => (isPublished ? askSwitch({ target, label, enabled }) : set(enabled))}
    />
  );
}
