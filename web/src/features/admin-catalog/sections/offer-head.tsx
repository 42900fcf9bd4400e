import { t } from '@lingui/core/macro';
import { Trash2 } from 'lucide-react';
import { classNames } from '../../../components/ui/class-names.ts';
import { inputClass } from '../../../components/ui/field.tsx';
import { IconButton } from '../../../components/ui/icon-button.tsx';
import type { Path } from '../../../lib/page/at-path.ts';
import { isolated } from '../../../lib/texts/isolated.ts';
import { useEditedField, useEditing } from '../draft/editing.tsx';
import { TranslationsField } from './translations-field.tsx';

interface OfferHeadProps {
  /** What the pack or plan is called now. */
  name: string;
  /** The name of the field for it. */
  label: string;
  path: Path;
}

/** Names a pack or plan, also in other languages, and removes it. */
export function OfferHead({ name, label, path }: OfferHeadProps) {
  const { change } = useEditing();
  return (
    <>
      <div className="flex items-center gap-2">
        <NameField label={label} path={[...path, 'label']} />
        <IconButton
          icon={Trash2}
          label={t`Remove ${isolated(name)}`}
          onClick={() => change(path, undefined)}
        />
      </div>
      <TranslationsField about={name} path={[...path, 'labels']} />
    </>
  );
}

function NameField({ label, path }: { label: string; path: Path }) {
  const { value, fault, set } = useEditedField(path);
  return (
    <input
      aria-label={label}
      value={String(value)}
      maxLength={80}
      aria-invalid={fault ? true : undefined}
      onChange={(event) => set(event.target.value)}
      className={classNames(inputClass, 'h-9 min-w-0 font-medium')}
    />
  );
}
