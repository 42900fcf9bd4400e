import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { type ChangeEventHandler, useId } from 'react';
import { FieldNote, inputClass } from '../../../components/ui/field.tsx';

interface ReasonFieldProps {
  value: string;
  error: string | undefined;
  onChange: ChangeEventHandler<HTMLTextAreaElement>;
}

const MAX_LENGTH = 300;

export function ReasonField({ value, error, onChange }: ReasonFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  return (
    <div className="mt-4 space-y-1.5">
      <label htmlFor={id} className="font-medium text-[0.8125rem] text-ink">
        <Trans>Reason</Trans>
      </label>
      <textarea
        id={id}
        rows={2}
        maxLength={MAX_LENGTH}
        value={value}
        aria-invalid={error ? true : undefined}
        aria-describedby={noteId}
        onChange={onChange}
        className={`${inputClass} py-2`}
      />
      <FieldNote id={noteId} error={error} hint={t`Kept with the version and in the audit log.`} />
    </div>
  );
}
