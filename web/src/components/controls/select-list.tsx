import { Check } from 'lucide-react';
import { Select as Radix } from 'radix-ui';
import type { OpenedProps } from './opener.tsx';

export interface SelectOption<V extends string> {
  value: V;
  label: string;
  /** At the end of the line: a price, a count. */
  aside?: string;
  description?: string;
  disabled?: boolean;
}

export interface SelectListProps {
  value: string;
  options: readonly SelectOption<string>[];
  onChange: (value: string) => void;
}

/** A select that has been opened. */
export function SelectList({ value, options, onChange, button, face }: SelectListProps & OpenedProps) {
  return (
    <Radix.Root defaultOpen value={value} onValueChange={onChange}>
      <Radix.Trigger {...button}>{face}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={6}
          collisionPadding={10}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) max-w-[min(22rem,calc(100vw-20px))] animate-pop overflow-hidden rounded-xl border border-line-strong bg-raised p-1 shadow-float"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                textValue={option.label}
                disabled={option.disabled === true}
                className="relative cursor-pointer select-none rounded-lg py-2 pe-3 ps-8 text-[0.8125rem] outline-none data-[disabled]:cursor-not-allowed data-[highlighted]:bg-line data-[disabled]:text-ink-3"
              >
                <Radix.ItemIndicator className="absolute top-2.5 start-2.5">
                  <Check aria-hidden="true" className="size-3.5 text-ember-text" />
                </Radix.ItemIndicator>
                {/* All of it is the option's name: what is read aloud is what is seen. */}
                <Radix.ItemText>
                  <span className="flex items-start gap-3">
                    <span className="min-w-0 flex-1">
                      <span className="block">{option.label}</span>
                      {option.description && (
                        <span className="mt-0.5 block text-ink-2 text-xs">{option.description}</span>
                      )}
                    </span>
                    {option.aside && <span className="nums shrink-0 text-ink-2">{option.aside}</span>}
                  </span>
                </Radix.ItemText>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
