const required = new EventTarget();

/** Notes that the server has asked for an agreement to the terms. */
export function noteAgreementRequired(): void {
  required.dispatchEvent(new Event('required'));
}

/** Calls back whenever the server asks for an agreement. Returns what ends that. */
export function onAgreementRequired(notify: () => void): () => void {
  required.addEventListener('required', notify);
  return () => required.removeEventListener('required', notify);
}
