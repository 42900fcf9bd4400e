import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { inputClass } from './field.tsx';

interface DayRangeProps {
  fromDay: string;
  untilDay: string;
  onChange: (days: { fromDay: string; untilDay: string }) => void;
}

/** The first and the last day of a list; either can be open. */
export function DayRange({ fromDay, untilDay, onChange }: DayRangeProps) {
  return (
    <div className="flex min-w-0 items-center gap-1.5 text-ink-3 text-xs max-sm:w-full">
      <input
        type="date"
        aria-label={t`From day`}
        value={fromDay}
        max={untilDay || undefined}
        onChange={({ target }) => onChange({ fromDay: target.value, untilDay })}
        className={`${inputClass} h-9 w-36 min-w-0 px-2 max-sm:flex-1`}
      />
      <Trans>to</Trans>
      <input
        type="date"
        aria-label={t`To day`}
        value={untilDay}
        min={fromDay || undefined}
        onChange={({ target }) => onChange({ fromDay, untilDay: target.value })}
        className={`${inputClass} h-9 w-36 min-w-0 px-2 max-sm:flex-1`}
      />
    </div>
  );
}
