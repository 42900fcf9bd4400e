import type { HealthReport } from '../documents/health-documents.ts';
import { MINUTE_MS } from '../time.ts';
import type { HealthFault, HealthFaultCode } from './health-fault.ts';
import { isLate, JobName } from './jobs.ts';

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
  /** Null: an earlier build has reported it. */
  readonly fault: HealthFault | null;
  /** In English, of an earlier build. */
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
  if (!report) return { status: 'degraded', faults: [faultOf('health', 'never-checked')] };
  const ageMs = nowMs - report.checkedAt;
  const failing = [...report.parts, ...report.providers].filter(({ status }) => status === 'failing');
  const faults: ServiceFault[] = [
    ...failing.map(({ name, fault, note }) => ({ name, fault, note })),
    ...report.jobs
      .filter((job) => isWrong(job, ageMs))
      .map(({ name, standing }) => faultOf(name, standing === 'failed' ? 'job-failed' : 'job-late')),
  ];
  if (ageMs > REPORT_KEPT_MS) faults.push(faultOf('health', 'not-checked-lately'));
  if (failing.some(({ name }) => vital.has(name))) return { status: 'down', faults };
  return { status: faults.length > 0 ? 'degraded' : 'ok', faults };
}

function faultOf(name: string, code: HealthFaultCode): ServiceFault {
  return { name, fault: { code, details: {} }, note: null };
}

function isWrong({ name, standing, lastSuccessAgeMs }: Covered['jobs'][number], ageMs: number): boolean {
  if (standing === 'failed' || standing === 'late') return true;
  const job = JobName.safeParse(name);
  return job.success && lastSuccessAgeMs !== null && isLate(job.data, lastSuccessAgeMs + ageMs);
}
