import type { LucideIcon } from 'lucide-react';
import { ToggleGroup } from 'radix-ui';
import { useLayoutEffect, useRef } from 'react';
import { classNames } from '../ui/class-names.ts';

interface SegmentedProps<V extends string> {
  label: string;
  value: V;
  options: readonly { value: V; label: string; icon?: LucideIcon; count?: number | string }[];
  onChange: (value: V) => void;
  className?: string;
}

/** One of a few, all in sight. */
export function Segmented<V extends string>({
  label,
  value,
  options,
  onChange,
  className,
}: SegmentedProps<V>) {
  const ref = useRef<HTMLDivElement>(null);
  // Where not all fit in, the chosen one is in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: for each value anew
  useLayoutEffect(() => {
    const chosen = ref.current?.querySelector<HTMLElement>('[data-state=on]');
    if (!ref.current || !chosen) return;
    const { offsetLeft, offsetWidth } = chosen;
    ref.current.scrollLeft = offsetLeft + offsetWidth / 2 - ref.current.clientWidth / 2;
  }, [value]);
  return (
    <ToggleGroup.Root
      ref={ref}
      type="single"
      aria-label={label}
      value={value}
      onValueChange={(next) => next && onChange(next as V)}
      className={classNames(
        'relative inline-flex max-w-full gap-0.5 overflow-x-auto rounded-xl border border-line bg-sunken p-[3px]',
        className,
      )}
    >
      {options.map(({ value: option, label: text, icon: Icon, count }) => (
        <ToggleGroup.Item
          key={option}
          value={option}
          className="inline-flex h-8 items-center justify-center gap-1.5 whitespace-nowrap rounded-[9px] border border-transparent px-3 font-medium text-[0.8125rem] text-ink-2 transition-colors hover:text-ink data-[state=on]:border-line data-[state=on]:bg-raised data-[state=on]:text-ink data-[state=on]:shadow-xs"
        >
          {Icon && <Icon aria-hidden="true" className="size-4" />}
          {text}
          {count !== undefined && <span className="nums text-ink-3 text-xs">{count}</span>}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
