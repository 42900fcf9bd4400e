const storageKey = 'firemeter.device';

/** What this browser calls itself: made once and kept, as long as it keeps anything. */
export function deviceId(): string {
  const fresh = crypto.randomUUID();
  try {
    const kept = localStorage.getItem(storageKey);
    if (!kept) localStorage.setItem(storageKey, fresh);
    return kept || fresh;
  } catch {
    return fresh;
  }
}
