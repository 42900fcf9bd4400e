import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useId } from 'react';
import { FieldNote, inputClass } from '../../components/field.tsx';

interface ReasonFieldProps {
  value: string;
  fault: string | undefined;
  onChange: (value: string) => void;
}

const MAX_LENGTH = 300;

export function ReasonField({ value, fault, onChange }: ReasonFieldProps) {
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
        aria-invalid={fault ? true : undefined}
        aria-describedby={noteId}
        onChange={(event) => onChange(event.target.value)}
        className={`${inputClass} py-2`}
      />
      <FieldNote id={noteId} error={fault} hint={t`Kept with the version and in the audit log.`} />
    </div>
  );
}
