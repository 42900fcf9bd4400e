import { ChevronDown } from 'lucide-react';
import type { ReactNode } from 'react';
import { lazyPart } from '../../lib/page/lazy-part.ts';
import { classNames } from '../ui/class-names.ts';
import { type OpenedProps, Opener } from './opener.tsx';
import type { SelectListProps, SelectOption } from './select-list.tsx';

interface SelectProps<V extends string> {
  label: string;
  value: V;
  options: readonly SelectOption<V>[];
  onChange: (value: V) => void;
  /** Before the chosen value. */
  icon?: ReactNode;
  className?: string;
}

const SelectList = lazyPart<SelectListProps & OpenedProps>(() =>
  import('./select-list.tsx').then((module) => module.SelectList),
);

export function Select<V extends string>({
  label,
  value,
  options,
  onChange,
  icon,
  className,
}: SelectProps<V>) {
  const chosen = options.find((option) => option.value === value);
  return (
    <Opener
      opens={SelectList}
      with={{ value, options, onChange: (next) => onChange(next as V) }}
      button={{
        role: 'combobox',
        'aria-label': label,
        className: classNames(
          'inline-flex h-9 min-w-0 items-center gap-2 rounded-lg border border-line-strong bg-surface px-3 text-[0.8125rem] transition-colors hover:bg-raised data-[state=open]:bg-raised',
          className,
        ),
      }}
      face={
        <>
          {icon}
          <span className="truncate font-medium">{chosen?.label ?? value}</span>
          {chosen?.aside && <span className="nums shrink-0 text-ink-3 max-sm:hidden">{chosen.aside}</span>}
          <ChevronDown aria-hidden="true" className="ms-auto size-3.5 shrink-0 text-ink-3" />
        </>
      }
    />
  );
}
