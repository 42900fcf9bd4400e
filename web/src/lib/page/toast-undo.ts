import { plural, t } from '@lingui/core/macro';
import { toast } from './toast.ts';

/** Long enough to see that it was the wrong button. */
const SHOWN_MS = 20_000;

/** Says what is gone, and brings it back when asked. */
export function toastUndo(text: string, undo: () => void): void {
  toast.message(text, { duration: SHOWN_MS, action: { label: t`Undo`, onClick: undo } });
}

/** "28 changes". */
export function draftText(changes: number): string {
  return plural(changes, { one: '# change', other: '# changes' });
}
