import { t } from '@lingui/core/macro';
import { AlertDialog } from 'radix-ui';
import type { ReactNode } from 'react';
import { Button, buttonClass } from './button.tsx';
import { classNames } from './class-names.ts';

interface ConfirmDialogProps {
  title: string;
  children: ReactNode;
  confirmLabel: string;
  /** Where "Cancel" could be taken for what is asked. */
  cancelLabel?: string;
  open: boolean;
  /** Wide enough for a table. */
  wide?: boolean;
  /** While what was confirmed is under way. */
  busy?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog({
  title,
  children,
  confirmLabel,
  cancelLabel = t`Cancel`,
  open,
  wide = false,
  busy = false,
  onConfirm,
  onCancel,
}: ConfirmDialogProps) {
  return (
    <AlertDialog.Root open={open} onOpenChange={(next) => !next && onCancel()}>
      <AlertDialog.Portal>
        <AlertDialog.Overlay className="fixed inset-0 z-40 animate-fade bg-scrim" />
        <AlertDialog.Content
          className={classNames(
            'fixed inset-x-4 z-50 mx-auto animate-pop overflow-y-auto rounded-2xl border border-line-strong bg-surface p-6 shadow-float outline-none',
            wide
              ? 'top-[min(8vh,4rem)] max-h-[calc(100dvh-min(8vh,4rem)-1rem)] max-w-2xl'
              : 'top-[min(18vh,10rem)] max-h-[calc(100dvh-min(18vh,10rem)-1rem)] max-w-md',
          )}
        >
          <AlertDialog.Title className="font-semibold text-lg">{title}</AlertDialog.Title>
          <AlertDialog.Description asChild>
            <div className="mt-3 text-ink-2">{children}</div>
          </AlertDialog.Description>
          <div className="mt-6 flex justify-end gap-2">
            <AlertDialog.Cancel className={buttonClass({ look: 'secondary' })}>
              {cancelLabel}
            </AlertDialog.Cancel>
            <Button look="primary" busy={busy} onClick={onConfirm}>
              {confirmLabel}
            </Button>
          </div>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}
