import { CircleAlert } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { classNames } from './class-names.ts';

interface FieldProps extends ComponentProps<'input'> {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Beside the label, at the end of the line. */
  aside?: ReactNode;
}

export const inputClass =
  'w-full rounded-lg border border-line-strong bg-sunken px-3 text-ink text-sm transition-[border-color,box-shadow] hover:border-ink-3/60 focus:border-ember-text focus:outline-none focus:ring-3 focus:ring-ember-soft aria-invalid:border-bad';

export function Field({ label, hint, error, aside, className, id, ...rest }: FieldProps) {
  const ownId = useId();
  const inputId = id ?? ownId;
  const noteId = `${inputId}-note`;
  const note = error ?? hint;
  return (
    <div className={classNames('space-y-1.5', className)}>
      <div className="flex items-baseline justify-between gap-3">
        <label htmlFor={inputId} className="font-medium text-[0.8125rem] text-ink">
          {label}
        </label>
        {aside}
      </div>
      <input
        {...rest}
        id={inputId}
        aria-invalid={error ? true : undefined}
        aria-describedby={note ? noteId : undefined}
        className={classNames(inputClass, 'h-10')}
      />
      {note && <FieldNote id={noteId} error={error} hint={hint} />}
    </div>
  );
}

export function FieldNote({ id, error, hint }: { id: string; error?: string | undefined; hint?: ReactNode }) {
  return (
    <p id={id} className={classNames('flex items-start gap-1.5 text-xs', error ? 'text-bad' : 'text-ink-3')}>
      {error && <CircleAlert aria-hidden="true" className="mt-px size-3.5 shrink-0" />}
      {error ?? hint}
    </p>
  );
}
