import { classNames } from '../../../components/ui/class-names.ts';
import { inputClass } from '../../../components/ui/field.tsx';
import type { Path } from '../../../lib/page/at-path.ts';
import { useEditedField } from '../draft/editing.tsx';

/** What something is called; the label is read aloud. */
export function NameField({ label, path }: { label: string; path: Path }) {
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
