import { t } from '@lingui/core/macro';
import { Info } from 'lucide-react';
import { Popover } from 'radix-ui';

interface DefinitionProps {
  /** Whose meaning it is. */
  of: string;
  text: string;
}

/** Explains a figure on demand. */
export function Definition({ of, text }: DefinitionProps) {
  return (
    <Popover.Root>
      <Popover.Trigger
        aria-label={t`What “${of}” means`}
        className="grid size-6 shrink-0 place-items-center rounded-md text-ink-3 transition-colors hover:bg-raised hover:text-ink"
      >
        <Info aria-hidden="true" className="size-3.5" />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          side="top"
          align="start"
          sideOffset={4}
          collisionPadding={10}
          className="z-50 max-w-80 animate-pop rounded-xl border border-line-strong bg-raised p-3.5 text-[0.8125rem] text-ink-2 shadow-float outline-none"
        >
          <p className="font-medium text-ink">{of}</p>
          <p className="mt-1">{text}</p>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
