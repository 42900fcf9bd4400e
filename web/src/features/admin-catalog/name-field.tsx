import { classNames } from '../../components/class-names.ts';
import { inputClass } from '../../components/field.tsx';
import type { Path } from '../../lib/at-path.ts';
import { useEditedField } from './editing.tsx';

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
