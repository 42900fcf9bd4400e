import type { Operation } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural } from '@lingui/react/macro';
import { useState } from 'react';
import { creditsText, dateText, dayText } from '../../lib/format.ts';
import type { DayFigure, Spending } from '../../lib/spending/spending.ts';

interface SpendingDaysProps {
  days: readonly DayFigure[];
  spending: Spending;
  operations: Readonly<Record<string, Operation>>;
}

/** Shows a bar for each day; the selected day, by pointer or arrow keys, is described in words. */
export function SpendingDays({ days, spending, operations }: SpendingDaysProps) {
  const [at, setAt] = useState<number | null>(null);
  const most = Math.max(1, ...days.map(({ micros }) => micros));
  const shown = at === null ? undefined : days[Math.min(at, days.length - 1)];
  const parts = [...(shown?.byOperation ?? [])].sort(([, a], [, b]) => b - a);
  const lastDay = days.at(-1);
  const step = (by: number) =>
    setAt((before) => Math.max(0, Math.min(days.length - 1, (before ?? days.length) + by)));
  return (
    <div>
      <p className="nums min-h-10 text-ink-2" aria-live="polite">
        {shown ? (
          <>
            <span className="font-semibold text-ink">{creditsText(shown.micros)}</span> ·{' '}
            {dateText(shown.startMs)}
            <span className="block truncate text-ink-3 text-xs">
              {parts
                .map(([name, micros]) => `${operations[name]?.label ?? name}: ${creditsText(micros)}`)
                .join(' · ')}
            </span>
          </>
        ) : (
          <>
            <span className="font-semibold text-ink text-lg">{creditsText(spending.totalMicros)}</span>{' '}
            <span className="text-ink-3 text-xs">
              <Plural value={spending.count} one="in # request" other="in # requests" />
            </span>
          </>
        )}
      </p>
      <div
        role="slider"
        tabIndex={0}
        aria-label={t`Spending by day`}
        aria-valuemin={0}
        aria-valuemax={Math.max(0, days.length - 1)}
        aria-valuenow={at ?? days.length - 1}
        aria-valuetext={
          shown
            ? `${dateText(shown.startMs)}: ${creditsText(shown.micros)}`
            : creditsText(spending.totalMicros)
        }
        onKeyDown={({ key }) => {
          if (key === 'ArrowLeft') step(-1);
          if (key === 'ArrowRight') step(1);
        }}
        onPointerLeave={() => setAt(null)}
        onBlur={() => setAt(null)}
        className="mt-2 flex h-40 touch-pan-y items-stretch gap-px rounded-md sm:gap-0.5"
      >
        {days.map(({ startMs, micros }, index) => (
          <div
            key={startMs}
            onPointerEnter={() => setAt(index)}
            className={`flex min-w-0 flex-1 items-end rounded-sm ${index === at ? 'bg-raised' : ''}`}
          >
            <div
              className={`w-full rounded-t-sm ${micros > 0 ? 'min-h-0.5 bg-ember' : 'h-px bg-line-strong'} ${at !== null && index !== at ? 'opacity-50' : ''}`}
              style={micros > 0 ? { height: `${(micros / most) * 100}%` } : undefined}
            />
          </div>
        ))}
      </div>
      <div aria-hidden="true" className="nums mt-1.5 flex justify-between text-ink-3 text-xs">
        <span>{days[0] && dateText(days[0].startMs)}</span>
        <span>{lastDay && dayText(lastDay.startMs, Date.now())}</span>
      </div>
    </div>
  );
}
