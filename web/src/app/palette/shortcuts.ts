type PressedKey = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'metaKey' | 'altKey'>;

/** Longer than it takes to press two keys one after the other. */
const sequenceMs = 1_500;

/** The time at which `g` was pressed, while a second key is due. */
export type PendingSequence = { atMs: number } | null;

export function opensPalette({ key, ctrlKey, metaKey }: PressedKey): boolean {
  return (ctrlKey || metaKey) && key.toLowerCase() === 'k';
}

/** Returns the result of a key after those before it: `g`, and then the letter of a page. */
export function nextSequence(
  pending: PendingSequence,
  { key, ctrlKey, metaKey, altKey }: PressedKey,
  nowMs: number,
): { pending: PendingSequence; goTo: string | null } {
  if (ctrlKey || metaKey || altKey) return { pending: null, goTo: null };
  if (pending && nowMs - pending.atMs <= sequenceMs) return { pending: null, goTo: key.toLowerCase() };
  return { pending: key === 'g' ? { atMs: nowMs } : null, goTo: null };
}

/** Returns whether the user is typing: letters are text then, not shortcuts. */
export function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      target.closest('input, textarea, select, [role=menu], [role=listbox]') !== null)
  );
}

export const isMac = (): boolean => /mac|iphone|ipad/i.test(navigator.platform);
