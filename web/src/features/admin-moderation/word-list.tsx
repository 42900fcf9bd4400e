import { t } from '@lingui/core/macro';
import { type ReactNode, useId, useState } from 'react';
import { FieldNote, inputClass } from '../../components/ui/field.tsx';
import { numberText } from '../../lib/texts/format.ts';

interface WordListProps {
  label: string;
  entries: readonly string[];
  onChange: (entries: string[]) => void;
  aside?: ReactNode;
}

/** A list of words, one on a line. */
export function WordList({ label, entries, onChange, aside }: WordListProps) {
  const id = useId();
  // What is typed may have lines that are no entries yet.
  const [typed, setTyped] = useState<string>();
  const count = numberText(entries.length);
  return (
    <div className="space-y-1.5">
      <div className="flex items-center justify-between gap-3">
        <label htmlFor={id} className="font-medium text-[0.8125rem] text-ink">
          {label}
        </label>
        {aside}
      </div>
      <textarea
        id={id}
        rows={5}
        spellCheck={false}
        value={typed ?? entries.join('\n')}
        aria-describedby={`${id}-note`}
        onChange={({ target: { value } }) => {
          setTyped(value);
          const lines = value.split('\n').map((line) => line.trim().replace(/\s+/g, ' '));
          onChange([...new Set(lines.filter(Boolean))]);
        }}
        onBlur={() => setTyped(undefined)}
        className={`${inputClass} py-2 font-mono text-xs`}
      />
      <FieldNote
        id={`${id}-note`}
        hint={t`${count} entries, one on a line. A star at an end stands for any letters, “..” for up to three words.`}
      />
    </div>
  );
}
