/** For a dialog that opens: the dialog takes the focus, not its first button, whose tooltip would open at once. */
export function focusItself(event: Event): void {
  event.preventDefault();
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
}
