import type { HealthReport } from './documents.ts';
import { isLate, JobName } from './jobs.ts';
import { MINUTE_MS } from './time.ts';

export type ServiceStatus = HealthReport['status'];

/** Three intervals of the job `health`. */
const REPORT_KEPT_MS = 15 * MINUTE_MS;
/** The parts without which nothing can be generated. */
const vital: ReadonlySet<string> = new Set(['store', 'accounts', 'catalog']);

/** The parts of a report from which a status is computed. */
export type Covered = Pick<HealthReport, 'parts' | 'providers' | 'jobs' | 'checkedAt'>;

/** A fault: a part, a provider or a job by its name; `health` if there is no current report. */
export interface ServiceFault {
  readonly name: string;
  /** Null: the name and the standing say everything. */
  readonly note: string | null;
}

/**
 * Returns the status of the service at a time: the worst of everything that the report covers, with the faults. An old
 * or missing report is a fault itself.
 */
export function serviceStatus(
  report: Covered | null,
  nowMs: number,
): { readonly status: ServiceStatus; readonly faults: readonly ServiceFault[] } {
  if (!report) return { status: 'degraded', faults: [{ name: 'health', note: 'Nothing was looked at yet' }] };
  const ageMs = nowMs - report.checkedAt;
  const failing = [...report.parts, ...report.providers].filter(({ status }) => status === 'failing');
  const faults: ServiceFault[] = [
    ...failing.map(({ name, note }) => ({ name, note })),
    ...report.jobs.filter((job) => isWrong(job, ageMs)).map(faultOf),
  ];
  if (ageMs > REPORT_KEPT_MS) faults.push({ name: 'health', note: 'Nothing was looked at for a while' });
  if (failing.some(({ name }) => vital.has(name))) return { status: 'down', faults };
  return { status: faults.length > 0 ? 'degraded' : 'ok', faults };
}

function faultOf({ name, standing }: Covered['jobs'][number]): ServiceFault {
  const note = standing === 'failed' ? 'It failed, or found something wrong' : 'It is late';
  return { name, note };
}

function isWrong({ name, standing, lastSuccessAgeMs }: Covered['jobs'][number], ageMs: number): boolean {
  if (standing === 'failed' || standing === 'late') return true;
  const job = JobName.safeParse(name);
  return job.success && lastSuccessAgeMs !== null && isLate(job.data, lastSuccessAgeMs + ageMs);
}
