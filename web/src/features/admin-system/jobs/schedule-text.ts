import { plural, t } from '@lingui/core/macro';

/** Returns a job's schedule in words; one of another form as it is written. */
export function scheduleText(schedule: string): string {
  const [, count, unit] = /^every (\d+) (minute|hour)s$/.exec(schedule) ?? [];
  if (unit === 'minute') return plural(Number(count), { one: 'every minute', other: 'every # minutes' });
  if (unit === 'hour') return plural(Number(count), { one: 'every hour', other: 'every # hours' });
  const [, time] = /^every day (\d\d:\d\d)$/.exec(schedule) ?? [];
  if (time) return t`every day ${time}`;
  const [, minutes, from, last] = /^\*\/(\d+) (\d+)-(\d+) \* \* \*$/.exec(schedule) ?? [];
  if (!minutes || !from || !last) return schedule;
  // The last hour of a cron's range is included.
  return t`every ${minutes} minutes, ${hourText(Number(from))}–${hourText(Number(last) + 1)}`;
}

function hourText(hour: number): string {
  return `${String(hour % 24).padStart(2, '0')}:00`;
}
