import { DropdownMenu } from 'radix-ui';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';

interface MenuContentProps {
  align: 'start' | 'end';
  /** Distance to what opens it, in pixels. */
  sideOffset?: number;
  className?: string;
  children: ReactNode;
}

/** The box of an open menu, within `DropdownMenu.Root`. */
export function MenuContent({ align, sideOffset = 6, className, children }: MenuContentProps) {
  return (
    <DropdownMenu.Portal>
      <DropdownMenu.Content
        align={align}
        sideOffset={sideOffset}
        collisionPadding={10}
        className={classNames(
          'z-50 animate-pop rounded-xl border border-line-strong bg-raised p-1 shadow-float',
          className,
        )}
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Portal>
  );
}

export const menuItemClass =
  'flex cursor-pointer select-none items-center gap-2.5 rounded-lg px-2.5 py-2 text-[0.8125rem] outline-none data-[highlighted]:bg-line';
