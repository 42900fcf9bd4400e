import type { Operation } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural } from '@lingui/react/macro';
import { TimeChart } from '../../components/charts/time-chart.tsx';
import { formatLocale } from '../../lib/language/locale.ts';
import type { DayFigure, Spending } from '../../lib/spending/spending.ts';
import { creditsText, dateText } from '../../lib/texts/format.ts';

interface SpendingDaysProps {
  days: readonly DayFigure[];
  spending: Spending;
  operations: Readonly<Record<string, Operation>>;
}

const shortDays = new Intl.DateTimeFormat(formatLocale, { day: 'numeric', month: 'short' });

/** Shows spending by day, a color for each kind of work. */
export function SpendingDays({ days, spending, operations }: SpendingDaysProps) {
  return (
    <>
      <p className="nums mb-3">
        <span className="font-semibold text-lg">{creditsText(spending.totalMicros)}</span>{' '}
        <span className="text-ink-3 text-xs">
          <Plural value={spending.count} one="in # request" other="in # requests" />
        </span>
      </p>
      <TimeChart
        label={t`Spending by day`}
        look="bars"
        points={days.map(({ startMs }) => ({
          key: String(startMs),
          short: shortDays.format(startMs),
          long: dateText(startMs),
        }))}
        series={spending.byOperation.map(({ name }) => ({
          key: name,
          label: operations[name]?.label ?? name,
          values: days.map(({ byOperation }) => byOperation.get(name) ?? 0),
        }))}
        format={creditsText}
      />
    </>
  );
}
