import { t } from '@lingui/core/macro';
import { Field } from '../../components/ui/field.tsx';

interface AmountInputProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** Takes an amount of credits or money, 0 or more. */
export function AmountInput({ label, value, onChange }: AmountInputProps) {
  return (
    <Field
      label={label}
      type="number"
      inputMode="decimal"
      min={0}
      step="any"
      value={value}
      error={isAmount(value) ? undefined : t`Enter a number, 0 or more.`}
      onChange={({ target }) => onChange(target.value)}
    />
  );
}

/** Returns whether a typed text is a number of 0 or more. */
export function isAmount(text: string): boolean {
  return text.trim() !== '' && Number(text) >= 0;
}
