import { t } from '@lingui/core/macro';
import { X } from 'lucide-react';
import { Dialog as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { focusItself } from './focus-itself.ts';
import { IconButton } from './icon-button.tsx';

interface DialogProps {
  title: string;
  open: boolean;
  onClose: () => void;
  children: ReactNode;
}

/** Something to decide, over the page; at the lower edge of a phone, where thumbs are. */
export function Dialog({ title, open, onClose, children }: DialogProps) {
  return (
    <Radix.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Radix.Portal>
        <Radix.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <Radix.Content
          aria-describedby={undefined}
          onOpenAutoFocus={focusItself}
          className="fixed inset-x-0 bottom-0 z-50 mx-auto max-h-[92dvh] max-w-md animate-pop overflow-y-auto rounded-t-2xl border border-line-strong bg-surface p-5 shadow-float outline-none sm:top-[min(14vh,8rem)] sm:bottom-auto sm:max-h-[calc(100dvh-min(14vh,8rem)-1rem)] sm:rounded-2xl sm:p-6"
        >
          <div className="-mt-1 mb-4 flex items-center justify-between gap-3">
            <Radix.Title className="font-semibold text-lg">{title}</Radix.Title>
            <Radix.Close asChild>
              <IconButton icon={X} label={t`Close`} className="-me-2" />
            </Radix.Close>
          </div>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
