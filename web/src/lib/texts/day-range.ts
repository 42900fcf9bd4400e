/** When a day of a date field (`2026-01-31`) begins where this device is; null: it is none. */
export function dayStartMs(day: string): number | null {
  const [, year, month, date] = day.match(/^(\d{4})-(\d\d)-(\d\d)$/) ?? [];
  return year ? new Date(Number(year), Number(month) - 1, Number(date)).getTime() : null;
}

/** When it is over: the next one begins. */
export function dayEndMs(day: string): number | null {
  const startMs = dayStartMs(day);
  if (startMs === null) return null;
  const start = new Date(startMs);
  return new Date(start.getFullYear(), start.getMonth(), start.getDate() + 1).getTime();
}
