import type { Operation } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { SearchBox } from '../../components/search-box.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
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

const viewOptions = views.map((value) => ({ value, label: names[value] }));

export function FilterBar({ filter, onFilter, operations }: FilterBarProps) {
  const options = [
    { value: 'all', label: t`All types` },
    ...Object.entries(operations).map(([value, { label }]) => ({ value, label })),
  ];
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
            onChange={(operation) => onFilter({ ...filter, operation })}
          />
        </>
      )}
    </search>
  );
}
