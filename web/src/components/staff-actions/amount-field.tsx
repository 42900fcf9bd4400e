import { creditsToMicros } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { creditsText } from '../../lib/texts/format.ts';
import { Field } from '../ui/field.tsx';

/** Holds an amount of credits as it is typed. @param maxMicros null: as much as anybody likes */
export function useAmount({ first = '', maxMicros }: { first?: string; maxMicros: number | null }) {
  const [text, setText] = useState(first);
  const micros = creditsToMicros(Number(text));
  const isAmount = text.trim() !== '' && Number.isFinite(micros) && micros >= 1;
  const fault = !isAmount
    ? t`Enter an amount above 0.`
    : maxMicros !== null && micros > maxMicros
      ? t`At most ${creditsText(maxMicros)}.`
      : null;
  return { text, setText, micros: fault === null ? micros : 0, fault };
}

export function AmountField({ amount, hint }: { amount: ReturnType<typeof useAmount>; hint?: string }) {
  return (
    <Field
      label={t`Credits`}
      type="number"
      inputMode="decimal"
      min={0}
      step="any"
      value={amount.text}
      error={amount.text !== '' && amount.fault ? amount.fault : undefined}
      hint={hint}
      onChange={(event) => amount.setText(event.target.value)}
    />
  );
}
