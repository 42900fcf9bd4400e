import type { Operation } from '@firemeter/functions/contract';
import { SearchBox } from '../../components/search-box.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { type Filter, type StatusFilter, statusFilters } from './filter.ts';

interface FilterBarProps {
  filter: Filter;
  onFilter: (filter: Filter) => void;
  operations: Record<string, Operation>;
  shown: number | undefined;
}

const names: Record<StatusFilter, string> = {
  all: 'All',
  active: 'Active',
  completed: 'Completed',
  failed: 'Failed',
  expired: 'Expired',
};

const statusOptions = statusFilters.map((value) => ({ value, label: names[value] }));

export function FilterBar({ filter, onFilter, operations, shown }: FilterBarProps) {
  const options = [
    { value: 'all', label: 'Every operation' },
    ...Object.entries(operations).map(([value, { label }]) => ({ value, label })),
  ];
  return (
    <search className="my-4 flex flex-wrap items-center gap-2">
      <SearchBox
        label="Search by person, prompt, model or id"
        placeholder="Person, prompt, model, id…"
        value={filter.text}
        onChange={(text) => onFilter({ ...filter, text })}
      />
      <Segmented
        label="Status"
        value={filter.status}
        options={statusOptions}
        onChange={(status) => onFilter({ ...filter, status })}
        className="max-w-full overflow-x-auto"
      />
      <Select
        label="Operation"
        value={filter.operation}
        options={options}
        onChange={(operation) => onFilter({ ...filter, operation })}
      />
      {shown !== undefined && <p className="nums ml-auto text-ink-3 text-xs">{shown} shown</p>}
    </search>
  );
}
