/** What a check found. */
export interface Finding {
  readonly what: string;
  /** `open`: to do before launch. */
  readonly state: 'ok' | 'wrong' | 'open';
  /** What to do about it; null: nothing. */
  readonly fix: string | null;
}

export function ok(what: string): Finding {
  return { what, state: 'ok', fix: null };
}

export function wrong(what: string, fix: string): Finding {
  return { what, state: 'wrong', fix };
}

export function open(what: string, fix: string): Finding {
  return { what, state: 'open', fix };
}
