import { howToStart } from '../how-to-start.ts';
import { projectId } from '../paths.ts';
import type { Ports } from '../ports.ts';
import { Problem } from '../terminal.ts';
import { isDue, type Schedule } from './schedule.ts';

/** A scheduled function of the running stack. */
export interface Job extends Schedule {
  name: string;
  region: string;
}

interface Trigger {
  name: string;
  region: string;
  schedule?: { schedule: string; timeZone?: string };
}

const minuteMs = 60_000;

/** Asks the running Functions emulator which functions it has and when they are due. */
export async function scheduledJobs(ports: Pick<Ports, 'functions'>): Promise<Job[]> {
  const triggers = await functionTriggers(ports);
  return triggers.flatMap(({ name, region, schedule }) => (schedule ? [{ name, region, ...schedule }] : []));
}

/** The names of all functions the Functions emulator has loaded. */
export async function functionNames(ports: Pick<Ports, 'functions'>): Promise<string[]> {
  return (await functionTriggers(ports)).map(({ name }) => name);
}

/** Runs a job now, as Cloud Scheduler would, and waits for its end. */
export async function runJob(
  ports: Pick<Ports, 'functions'>,
  { name, region }: Job,
  project = projectId,
): Promise<void> {
  const url = `http://127.0.0.1:${ports.functions}/functions/projects/${project}/triggers/${region}-${name}-0`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: '{}',
  });
  if (!response.ok) throw new Problem(`${name} failed (${response.status}): ${await response.text()}`);
}

/**
 * The clock that Cloud Scheduler is in production: without the Pub/Sub emulator nothing else runs scheduled functions.
 * Asks for the list each minute, so it follows functions that were reloaded. Looks at health at once: until somebody has
 * looked, staff are told that it is not known how everything is.
 */
export function startClock(ports: Ports, report: (problem: string) => void): Disposable {
  let timer: NodeJS.Timeout;
  const waitForNextMinute = () => {
    timer = setTimeout(() => void tick(), minuteMs - (Date.now() % minuteMs));
  };
  const tick = async () => {
    const minute = new Date(Math.floor(Date.now() / minuteMs) * minuteMs);
    waitForNextMinute();
    try {
      const jobs = await scheduledJobs(ports);
      await Promise.all(jobs.map((job) => runIfDue(job, minute)));
    } catch (error) {
      report(`The clock could not ask for the scheduled jobs: ${error}`);
    }
  };
  const runIfDue = async (job: Job, minute: Date) => {
    try {
      if (isDue(job, minute)) await runJob(ports, job);
    } catch (error) {
      report(`Scheduled job ${job.name} (${job.schedule}): ${error}`);
    }
  };
  const lookAtOnce = async () => {
    try {
      const health = (await scheduledJobs(ports)).find(({ name }) => name === 'health');
      if (health) await runJob(ports, health);
    } catch (error) {
      report(`Health could not be looked at: ${error}`);
    }
  };
  waitForNextMinute();
  void lookAtOnce();
  return { [Symbol.dispose]: () => clearTimeout(timer) };
}

async function functionTriggers(ports: Pick<Ports, 'functions'>): Promise<Trigger[]> {
  const response = await fetch(`http://127.0.0.1:${ports.functions}/backends`).catch(() => {
    throw new Problem(`No Functions emulator at 127.0.0.1:${ports.functions}. ${howToStart()}`);
  });
  const { backends } = (await response.json()) as { backends: { functionTriggers: Trigger[] }[] };
  return backends.flatMap((backend) => backend.functionTriggers);
}
