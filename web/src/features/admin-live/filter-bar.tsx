import type { Operation } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Select } from '../../components/controls/select.tsx';
import { SearchBox } from '../../components/layout/search-box.tsx';
import { DayRange } from '../../components/ui/day-range.tsx';
import { type LiveFilter, type View, views } from './live-filter.ts';

interface FilterBarProps {
  filter: LiveFilter;
  onFilter: (filter: LiveFilter) => void;
  operations: Record<string, Operation>;
}

const names: Record<View, string> = {
  all: t`All`,
  active: t`Active`,
  completed: t`Completed`,
  failed: t`Failed`,
  expired: t`Expired`,
  rejected: t`Rejected`,
};

const sinceOptions = [
  { value: 'all', label: t`Any time` },
  { value: '15-minutes', label: t`Last 15 minutes` },
  { value: 'hour', label: t`Last hour` },
  { value: 'day', label: t`Last 24 hours` },
  { value: 'week', label: t`Last 7 days` },
  { value: 'days', label: t`Days…` },
] as const;

const viewOptions = views.map((value) => ({ value, label: names[value] }));

export function FilterBar({ filter, onFilter, operations }: FilterBarProps) {
  const options = [
    { value: 'all', label: t`All types` },
    ...Object.entries(operations).map(([value, { label }]) => ({ value, label })),
  ];
  const offered = operations[filter.operation];
  const models = modelsOf(filter.operation === 'all' ? Object.values(operations) : offered ? [offered] : []);
  return (
    <search className="my-4 flex flex-wrap items-center gap-2">
      <Segmented
        label={t`Status`}
        value={filter.view}
        options={viewOptions}
        onChange={(view) => onFilter({ ...filter, view })}
        className="max-w-full overflow-x-auto"
      />
      {filter.view !== 'rejected' && (
        <>
          <SearchBox
            label={t`Search by person, account id or trace id`}
            placeholder={t`Person, account id, trace id…`}
            value={filter.text}
            onChange={(text) => onFilter({ ...filter, text })}
          />
          <Select
            label={t`Type`}
            value={filter.operation}
            options={options}
            onChange={(operation) => onFilter({ ...filter, operation, model: 'all' })}
          />
          <Select
            label={t`Model`}
            value={filter.model}
            options={[{ value: 'all', label: t`All models` }, ...models]}
            onChange={(model) => onFilter({ ...filter, model })}
          />
        </>
      )}
      <Select
        label={t`Time`}
        value={filter.since}
        options={sinceOptions}
        onChange={(since) => onFilter({ ...filter, since, fromDay: '', untilDay: '' })}
      />
      {filter.since === 'days' && (
        <DayRange
          fromDay={filter.fromDay}
          untilDay={filter.untilDay}
          onChange={(days) => onFilter({ ...filter, ...days })}
        />
      )}
    </search>
  );
}

/** Returns the models of some operations, each once. */
function modelsOf(all: readonly Operation[]): { value: string; label: string }[] {
  const labels = new Map(
    all.flatMap(({ models }) => Object.entries(models).map(([name, { label }]) => [name, label] as const)),
  );
  return [...labels].map(([value, label]) => ({ value, label }));
}
