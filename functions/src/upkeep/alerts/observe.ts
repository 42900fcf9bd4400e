import {
  type AlertCondition,
  type AlertConditionName,
  type AlertRule,
  addMetrics,
  alertConditions,
  type CallableShape,
  callables,
  type HealthReport,
  isLate,
  JobName,
  MINUTE_MS,
  percentileMs,
  type RecentUsage,
  type ServerMetrics,
  utcMonthOf,
} from '../../contract/index.ts';
import { usageWithin } from './recent-usage.ts';

/** The facts that rules are evaluated on. */
export interface AlertFacts {
  /** Null: health was never checked. */
  readonly report: Pick<HealthReport, 'parts' | 'providers' | 'jobs' | 'checkedAt'> | null;
  readonly usage: RecentUsage;
  /** The metrics of the hours that the rules about calls use. */
  readonly metrics: readonly ServerMetrics[];
  readonly refunds: number;
  readonly fraudWarnings: number;
  readonly openDisputes: number;
  readonly abuseSignals: number;
}

/** Something that a rule may be about, and how much of it there is. */
export interface Observation {
  readonly subject: string;
  readonly value: number;
  /** An account that it concerns. */
  readonly accountId?: string;
}

/** @returns null when it is unknown: then open alerts stay open, and none is fired */
type Observe = (facts: AlertFacts, rule: AlertRule, nowMs: number) => readonly Observation[] | null;

/** The age at which a report is outdated. */
const REPORT_KEPT_MS = 15 * MINUTE_MS;
/** They have conditions of their own. */
const otherParts: ReadonlySet<string> = new Set(['books', 'alerts', 'payments']);

/** The observer of each condition that the job checks. */
const observers: { readonly [N in AlertConditionName]?: Observe } = {
  'part-failing': withReport(({ parts }) => failing(parts.filter(({ name }) => !otherParts.has(name)))),
  'provider-failing': withReport(({ providers }) => failing(providers)),
  'provider-slow': withReport(({ providers }) =>
    providers
      .filter(({ status }) => status === 'ok')
      .map(({ name, tookMs }) => ({ subject: name, value: tookMs })),
  ),
  'job-late': ({ report }, _, nowMs) => {
    if (!report) return null;
    const ageMs = nowMs - report.checkedAt;
    const late = report.jobs
      .filter((job) => isWrong(job, ageMs))
      .map(({ name }) => ({ subject: name, value: 1 }));
    return ageMs > REPORT_KEPT_MS ? [...late, { subject: 'health', value: 1 }] : late;
  },
  'error-rate': ({ usage }, { windowMs }, nowMs) =>
    Object.entries(usageWithin(usage, nowMs, windowMs ?? 0).models)
      .filter(([, { ended }]) => ended >= alertConditions['error-rate'].atLeast)
      .map(([subject, { ended, faults }]) => ({ subject, value: Math.floor((100 * faults) / ended) })),
  'person-spend': ({ usage }, { windowMs }, nowMs) =>
    Object.entries(usageWithin(usage, nowMs, windowMs ?? 0).accounts).map(([accountId, value]) => ({
      ...{ subject: accountId, accountId, value },
    })),
  'model-spend': ({ usage }, { windowMs }, nowMs) =>
    Object.entries(usageWithin(usage, nowMs, windowMs ?? 0).models).map(([subject, { costUsdMicros }]) => ({
      ...{ subject, value: costUsdMicros },
    })),
  'provider-budget': ({ usage }, _, nowMs) =>
    Object.entries(usage.months[utcMonthOf(nowMs)] ?? {}).map(([subject, value]) => ({ subject, value })),
  refunds: ({ refunds }) => [{ subject: 'refunds', value: refunds }],
  'fraud-warnings': ({ fraudWarnings }) => [{ subject: 'fraud-warnings', value: fraudWarnings }],
  disputes: ({ openDisputes }) => [{ subject: 'disputes', value: openDisputes }],
  'abuse-signals': ({ abuseSignals }) => [{ subject: 'abuse', value: abuseSignals }],
  'server-errors': ({ metrics }) =>
    [...addMetrics(metrics)].map(([subject, { errors }]) => ({ subject, value: errors.internal ?? 0 })),
  'calls-slow': ({ metrics }) =>
    [...addMetrics(metrics)]
      .filter(
        ([name, { calls }]) => !waitsForProvider(name) && calls >= alertConditions['calls-slow'].atLeast,
      )
      .map(([subject, { took }]) => ({ subject, value: Math.round(percentileMs(took, 0.95) ?? 0) })),
};

/** Returns the observations that break a rule now; null when unknown. */
export function observe(
  name: AlertConditionName,
  { facts, rule, nowMs }: { facts: AlertFacts; rule: AlertRule; nowMs: number },
): readonly Observation[] | null {
  const seen = observers[name]?.(facts, rule, nowMs);
  return seen?.filter(({ value }) => value >= (rule.threshold ?? 1)) ?? null;
}

/** Returns the conditions that the job checks. */
export function ruledConditions(): AlertConditionName[] {
  const all = Object.entries(alertConditions) as [AlertConditionName, AlertCondition][];
  return all.filter(([, { from }]) => from === 'rule').map(([name]) => name);
}

function withReport(read: (report: NonNullable<AlertFacts['report']>) => readonly Observation[]): Observe {
  return ({ report }, _, nowMs) =>
    report && nowMs - report.checkedAt <= REPORT_KEPT_MS ? read(report) : null;
}

function failing(checks: HealthReport['parts']): Observation[] {
  return checks.filter(({ status }) => status === 'failing').map(({ name }) => ({ subject: name, value: 1 }));
}

function isWrong({ name, standing, lastSuccessAgeMs }: HealthReport['jobs'][number], ageMs: number): boolean {
  if (standing === 'failed' || standing === 'late') return true;
  const job = JobName.safeParse(name);
  return job.success && lastSuccessAgeMs !== null && isLate(job.data, lastSuccessAgeMs + ageMs);
}

/** Work takes as long as its provider; a job run by hand takes as long as it takes. */
function waitsForProvider(name: string): boolean {
  const callable: CallableShape | undefined = Object.hasOwn(callables, name)
    ? callables[name as keyof typeof callables]
    : undefined;
  return name === 'runJob' || callable?.asksForWork === true;
}
