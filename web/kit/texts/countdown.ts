const SECOND_MS = 1_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

/** Returns a duration as it is read while it runs: "42 s", "3 m 20 s", "23 h 59 m". */
export function countdown(ms: number): string {
  const rest = Math.max(0, Math.ceil(ms / SECOND_MS)) * SECOND_MS;
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  if (rest < MINUTE_MS) return `${rest / SECOND_MS} s`;
  if (rest < HOUR_MS) return `${Math.floor(rest / MINUTE_MS)} m ${two((rest % MINUTE_MS) / SECOND_MS)} s`;
  return `${Math.floor(rest / HOUR_MS)} h ${two((rest % HOUR_MS) / MINUTE_MS)} m`;
}
