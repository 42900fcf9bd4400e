const callbacks = new Set<() => void>();

/** Registers what is forgotten when a user leaves this page, before anybody else is shown. */
export function onLeave(forget: () => void): void {
  callbacks.add(forget);
}

export function forgetUser(): void {
  for (const callback of callbacks) callback();
}
