import { t } from '@lingui/core/macro';
import { useId, useState } from 'react';
import { classNames } from '../../../components/ui/class-names.ts';
import { FieldNote, inputClass } from '../../../components/ui/field.tsx';
import type { Path } from '../../../lib/page/at-path.ts';
import { useEditedField } from '../draft/editing.tsx';

interface NumberFieldProps {
  label: string;
  path: Path;
  /** How many of what is stored make one of what is shown: 1,000,000 micros a credit, 100 cents a dollar. */
  scale?: number;
  before?: string;
  after?: string;
  /** Shows the label, which is otherwise only read aloud. */
  labelled?: boolean;
  className?: string;
}

/** A number of the catalog. What is no number goes into the draft as nothing, and its fault is shown below. */
export function NumberField(props: NumberFieldProps) {
  const { label, path, scale = 1, before, after, labelled = false, className } = props;
  const { value, publishedValue, fault, set } = useEditedField(path);
  const [typed, setTyped] = useState<string | null>(null);
  const id = useId();
  const noteId = `${id}-note`;
  const shown = typed !== null && stored(typed, scale) === value ? typed : text(value, scale);
  const isChanged = publishedValue !== undefined && value !== publishedValue;
  const hint = isChanged ? t`was ${text(publishedValue, scale)}` : undefined;
  const words = fault && faultWords(value, fault);
  return (
    <div className={classNames('min-w-0 space-y-1', className)}>
      <label htmlFor={id} className={labelled ? 'block font-medium text-[0.8125rem]' : 'sr-only'}>
        {label}
      </label>
      <div className="flex items-center gap-1.5">
        {before && <span className="whitespace-nowrap text-ink-3 text-xs">{before}</span>}
        <input
          id={id}
          type="number"
          inputMode="decimal"
          min={0}
          step="any"
          value={shown}
          aria-invalid={words ? true : undefined}
          aria-describedby={words || hint ? noteId : undefined}
          onChange={(event) => {
            setTyped(event.target.value);
            set(stored(event.target.value, scale));
          }}
          onWheel={(event) => event.currentTarget.blur()}
          className={classNames(
            inputClass,
            'nums h-9 w-22! px-2! text-end [appearance:textfield] [&::-webkit-inner-spin-button]:appearance-none',
            isChanged && !words && 'border-ember-text/70! bg-ember-soft!',
          )}
        />
        {after && <span className="whitespace-nowrap text-ink-3 text-xs">{after}</span>}
      </div>
      {(words || hint) && <FieldNote id={noteId} error={words} hint={hint} />}
    </div>
  );
}

function stored(typed: string, scale: number): number | null {
  const number = Number(typed);
  return typed.trim() === '' || !Number.isFinite(number) ? null : Math.round(number * scale);
}

function text(value: unknown, scale: number): string {
  return typeof value === 'number' ? String(value / scale) : '';
}

function faultWords(value: unknown, fault: string): string {
  if (value === null || value === undefined) return t`Enter a number.`;
  if (typeof value === 'number' && value < 0) return t`At least 0.`;
  return fault;
}
