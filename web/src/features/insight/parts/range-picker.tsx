import { addDays, type DayRange, monthOf } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Segmented } from '../../../components/controls/segmented.tsx';
import { Select } from '../../../components/controls/select.tsx';
import { Switch } from '../../../components/controls/switch.tsx';
import { DayRange as DayFields } from '../../../components/ui/day-range.tsx';
import { monthText, rangeText } from '../day-texts.ts';
import type { RangeSearch } from '../insight-range.ts';

interface RangePickerProps {
  search: RangeSearch;
  onChange: (patch: Partial<RangeSearch>) => void;
  range: DayRange;
  /** Undefined where a page compares nothing. */
  before?: DayRange;
  today: string;
  timeZone: string;
}

const MONTHS = 24;

const choices = [
  { value: 'today', label: t`Today` },
  { value: '7-days', label: t`7 days` },
  { value: '30-days', label: t`30 days` },
  { value: 'month', label: t`Month` },
  { value: 'custom', label: t`Custom` },
] as const;

/** Selects a page's days, in the operator's time zone, and whether they are compared with those before. */
export function RangePicker({ search, onChange, range, before, today, timeZone }: RangePickerProps) {
  const isCompared = before !== undefined && search.compare;
  return (
    <search className="mb-5 flex flex-wrap items-center gap-x-3 gap-y-2">
      <Segmented
        label={t`Range`}
        value={search.range}
        options={choices}
        onChange={(next) => onChange(next === 'custom' ? { range: next, ...range } : { range: next })}
        className="max-w-full overflow-x-auto"
      />
      {search.range === 'month' && (
        <Select
          label={t`Month`}
          value={monthOf(range.from)}
          options={monthsBefore(today).map((month) => ({ value: month, label: monthText(month) }))}
          onChange={(month) => onChange({ month })}
        />
      )}
      {search.range === 'custom' && (
        <DayFields
          fromDay={range.from}
          untilDay={range.to}
          onChange={({ fromDay, untilDay }) => onChange({ from: fromDay, to: untilDay })}
        />
      )}
      {before && (
        <span className="flex items-center gap-2 text-[0.8125rem] text-ink-2">
          <Switch
            label={t`Compare with the range before`}
            checked={search.compare}
            onChange={(compare) => onChange({ compare })}
          />
          <span aria-hidden="true">{t`Compare`}</span>
        </span>
      )}
      <p className="nums text-ink-3 text-xs sm:ms-auto">
        {rangeText(range)}
        {isCompared && ` · ${t`compared with ${rangeText(before)}`}`}
        {` · ${timeZone}`}
      </p>
    </search>
  );
}

function monthsBefore(today: string): string[] {
  const months: string[] = [];
  for (let month = monthOf(today); months.length < MONTHS; month = monthOf(addDays(`${month}-01`, -1))) {
    months.push(month);
  }
  return months;
}
