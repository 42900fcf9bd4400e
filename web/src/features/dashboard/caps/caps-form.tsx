import { type Caps, creditsToMicros, MICROS_PER_CREDIT } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { toCallError } from '#kit/core/call-error.ts';
import { Button } from '../../../components/ui/button.tsx';
import { ErrorNotice } from '../../../components/ui/error-notice.tsx';
import { Field } from '../../../components/ui/field.tsx';
import { toast } from '../../../lib/page/toast.ts';
import { useServices } from '../../../lib/service/services.ts';
import { readCap } from './read-cap.ts';

interface CapsFormProps {
  caps: Caps | null;
  /** The label whose caps are set; absent: the whole account's are. */
  label?: string;
  /** Whether everything else that is needed is there. */
  isReady?: boolean;
  onDone: () => void;
}

/** Sets a cap for each day, each month or both; an empty field sets none. */
export function CapsForm({ caps, label, isReady = true, onDone }: CapsFormProps) {
  const { client } = useServices();
  const [day, setDay] = useState(textOf(caps?.dayMicros));
  const [month, setMonth] = useState(textOf(caps?.monthMicros));
  const [dayCap, monthCap] = [readCap(day), readCap(month)];
  const saving = useMutation({
    mutationFn: () => {
      const wanted = { dayMicros: microsOf(dayCap), monthMicros: microsOf(monthCap) };
      return client.call('setCaps', { caps: wanted, ...(label !== undefined && { label }) });
    },
    onSuccess: ({ caps: saved }) => {
      toast.success(saved ? t`Caps saved` : t`Caps removed`);
      onDone();
    },
  });
  // A new cap of a label needs an amount. An existing one is removed by leaving both out, as that of an account is.
  const isSomething = label === undefined || caps !== null || dayCap !== null || monthCap !== null;
  const isValid = isReady && isSomething && dayCap !== 'invalid' && monthCap !== 'invalid';
  return (
    <form
      className="mt-4 space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        if (isValid) saving.mutate();
      }}
    >
      <Field
        label={t`Most credits a day`}
        inputMode="decimal"
        value={day}
        placeholder={t`No cap`}
        error={dayCap === 'invalid' ? t`Enter a number of credits, or nothing.` : undefined}
        onChange={({ target }) => setDay(target.value)}
      />
      <Field
        label={t`Most credits a month`}
        inputMode="decimal"
        value={month}
        placeholder={t`No cap`}
        hint={t`What is held counts too, and is freed when it is returned. Days and months begin at midnight UTC.`}
        error={monthCap === 'invalid' ? t`Enter a number of credits, or nothing.` : undefined}
        onChange={({ target }) => setMonth(target.value)}
      />
      {saving.error && <ErrorNotice error={toCallError(saving.error)} />}
      <div className="flex justify-end gap-2">
        <Button look="quiet" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
        <Button type="submit" look="primary" busy={saving.isPending} disabled={!isValid}>
          <Trans>Save</Trans>
        </Button>
      </div>
    </form>
  );
}

function textOf(micros: number | null | undefined): string {
  return micros === null || micros === undefined ? '' : String(micros / MICROS_PER_CREDIT);
}

function microsOf(cap: number | null | 'invalid'): number | null {
  return typeof cap === 'number' ? creditsToMicros(cap) : null;
}
