const required = new EventTarget();

/** Reports that the server requires an agreement to the terms. */
export function noteAgreementRequired(): void {
  required.dispatchEvent(new Event('required'));
}

/** Subscribes to those reports. @returns the function that ends it */
export function onAgreementRequired(notify: () => void): () => void {
  required.addEventListener('required', notify);
  return () => required.removeEventListener('required', notify);
}
