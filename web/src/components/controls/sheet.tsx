import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { focusItself } from '../ui/focus-itself.ts';
import { IconButton } from '../ui/icon-button.tsx';

interface SheetProps {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Details that slide in beside what they belong to; the whole screen on a phone. */
export function Sheet({ title, open, onClose, children }: SheetProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusItself}
          className="fixed inset-y-0 end-0 z-50 flex w-full max-w-[30rem] animate-slide-in flex-col border-line border-s bg-surface shadow-float outline-none"
        >
          <div className="flex h-14 shrink-0 items-center justify-between border-b px-5">
            <Dialog.Title className="font-semibold">{title}</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton icon={X} label={t`Close`} className="-me-2" />
            </Dialog.Close>
          </div>
          <div className="min-h-0 flex-1 overflow-y-auto overscroll-contain p-5">{children}</div>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
