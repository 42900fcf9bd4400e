import {
  type AbuseKind,
  type AbuseSignal,
  DAY_MS,
  HOUR_MS,
  metricsHourOf,
  type ServerMetrics,
} from '../../src/contract/index.ts';

type Random = (below: number) => number;
interface Span {
  readonly startMs: number;
  readonly days: number;
}

const KINDS: readonly AbuseKind[] = ['moderated-prompts', 'limit-hammering', 'many-accounts'];

/** Makes signs of abuse in hours of any day. */
export function makeSignals(random: Random, { startMs, days }: Span): Map<string, AbuseSignal> {
  const signals = new Map<string, AbuseSignal>();
  for (let index = 0; index < days; index++) {
    const atMs = startMs + random(days * DAY_MS);
    const kind = KINDS[random(KINDS.length)] ?? 'moderated-prompts';
    const accountId = `account${random(6)}`;
    signals.set(`${accountId}-${kind}-${Math.floor(atMs / HOUR_MS)}`, {
      ...{ schemaVersion: 1, accountId, email: null, kind, severity: 'low', count: 1 + random(9) },
      ...{ evidence: [], triage: null, traceId: 'test', createdAt: atMs, updatedAt: atMs + random(DAY_MS) },
    });
  }
  return signals;
}

/** Makes counts of calls in hours of any day, with durations of each magnitude. */
export function makeCalls(random: Random, { startMs, days }: Span): Map<string, ServerMetrics> {
  const hours = new Map<string, ServerMetrics>();
  for (let index = 0; index < 2 * days; index++) {
    const hour = metricsHourOf(startMs + random(days * DAY_MS));
    const calls = 1 + random(40);
    const took: Record<string, number> = {};
    for (let call = 0; call < calls; call++) {
      const bucket = String(random(500));
      took[bucket] = (took[bucket] ?? 0) + 1;
    }
    const failed = random(3);
    hours.set(hour, {
      ...{ schemaVersion: 1, hour },
      callables: {
        generate: { calls, took, errors: failed > 0 ? { internal: failed } : {} },
        getHealth: { calls: 1, took: { '3': 1 }, errors: {} },
      },
    });
  }
  return hours;
}
