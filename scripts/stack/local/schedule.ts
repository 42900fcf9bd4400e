import { Cron } from 'croner';

export interface Schedule {
  /** As given to `onSchedule`: `every 5 minutes`, `every day 03:00`, or five cron fields. */
  schedule: string;
  timeZone?: string | undefined;
}

const minuteMs = 60_000;
/** What Cloud Scheduler takes when a function names no time zone. */
const defaultTimeZone = 'America/Los_Angeles';

/** Whether a schedule is due in the minute that begins at `minute`. Throws on a schedule it cannot read. */
export function isDue({ schedule, timeZone = defaultTimeZone }: Schedule, minute: Date): boolean {
  const interval = schedule.match(/^every (\d+) (minute|hour)s?$/);
  if (interval) {
    const minutes = Number(interval[1]) * (interval[2] === 'hour' ? 60 : 1);
    return Math.floor(minute.getTime() / minuteMs) % minutes === 0;
  }
  return new Cron(cronOf(schedule), { timezone: timeZone, mode: '5-part' }).match(minute);
}

function cronOf(schedule: string): string {
  const daily = schedule.match(/^every day (\d{1,2}):(\d{2})$/);
  return daily ? `${Number(daily[2])} ${Number(daily[1])} * * *` : schedule;
}
