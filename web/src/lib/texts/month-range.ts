/** A month where this device is, `2026-01`. */
export interface Month {
  readonly name: string;
  readonly fromMs: number;
  /** Not included. */
  readonly untilMs: number;
}

/** Returns a month by its name, or the one of a time where the name is none. */
export function monthNamed(name: string | undefined, nowMs: number): Month {
  const [, year, month] = name?.match(/^(\d{4})-(0[1-9]|1[0-2])$/) ?? [];
  const now = new Date(nowMs);
  return year ? monthOf(Number(year), Number(month) - 1) : monthOf(now.getFullYear(), now.getMonth());
}

/** Returns the months from the one of a time to the one of a later time, latest first. */
export function monthsBetween(firstMs: number, lastMs: number): Month[] {
  const months: Month[] = [];
  const last = new Date(lastMs);
  for (let back = 0; ; back++) {
    const month = monthOf(last.getFullYear(), last.getMonth() - back);
    if (month.untilMs <= firstMs || back >= mostMonths) return months;
    months.push(month);
  }
}

/** Ten years. */
const mostMonths = 120;

function monthOf(year: number, month: number): Month {
  const first = new Date(year, month, 1);
  const name = `${first.getFullYear()}-${String(first.getMonth() + 1).padStart(2, '0')}`;
  return { name, fromMs: first.getTime(), untilMs: new Date(year, month + 1, 1).getTime() };
}
