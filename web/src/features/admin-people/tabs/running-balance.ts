interface Moved {
  readonly id: string;
  readonly value: { readonly totalMicros: number };
}

/** Adds to each entry, newest first, the balance after it. @param nowMicros the balance after the newest */
export function withBalances<E extends Moved>(
  entries: readonly E[],
  nowMicros: number,
): (E & { readonly balanceMicros: number })[] {
  let balanceMicros = nowMicros;
  return entries.map((entry) => {
    const row = { ...entry, balanceMicros };
    balanceMicros -= entry.value.totalMicros;
    return row;
  });
}
