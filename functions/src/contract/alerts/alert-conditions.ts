import { z } from 'zod';
import type { Severity } from '../limits/abuse.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time.ts';

/** The unit of a threshold; provider costs are in US dollars. */
export type AlertUnit = 'count' | 'percent' | 'ms' | 'micros' | 'usdMicros';

export interface AlertCondition {
  /** `rule`: the job `evaluateAlerts` checks it; `report`: the code that detects it raises and resolves it. */
  readonly from: 'rule' | 'report';
  readonly severity: Severity;
  /** Null: it is so or not. */
  readonly threshold: { readonly unit: AlertUnit; readonly value: number } | null;
  /**
   * `within`: events in the window are counted; `lasting`: the condition must hold for that long. The first window is
   * the default. Null: the alert fires as soon as the condition holds.
   */
  readonly window: { readonly meaning: 'within' | 'lasting'; readonly choicesMs: readonly number[] } | null;
  /** The smallest sample with a meaningful rate. */
  readonly atLeast?: number;
}

const within = (...choicesMs: number[]) => ({ meaning: 'within', choicesMs }) as const;
const lasting = (...choicesMs: number[]) => ({ meaning: 'lasting', choicesMs }) as const;
const count = (value: number) => ({ unit: 'count', value }) as const;

/** Everything that an alert can be about by a rule, and the rule as long as no admin has changed it. */
export const alertConditions = {
  /** The verifier has found drifts, and no whole pass since has found the books right. */
  'books-off': { from: 'report', severity: 'critical', threshold: null, window: null },
  /** The audit log differs from its seals, and no later check has found it right. */
  'audit-off': { from: 'report', severity: 'critical', threshold: null, window: null },
  /** A part of the service without which something does not work: the store, sign-in, prices, files. */
  'part-failing': {
    from: 'rule',
    severity: 'critical',
    threshold: null,
    window: lasting(5 * MINUTE_MS, 0, 15 * MINUTE_MS),
  },
  /** A job has not succeeded for two of its turns, or its last run failed. */
  'job-late': {
    from: 'rule',
    severity: 'high',
    threshold: null,
    window: lasting(10 * MINUTE_MS, 0, 30 * MINUTE_MS, HOUR_MS),
  },
  /** A provider does not answer, or not as it should. */
  'provider-failing': {
    from: 'rule',
    severity: 'high',
    threshold: null,
    window: lasting(10 * MINUTE_MS, 0, 30 * MINUTE_MS),
  },
  /** A provider takes long to answer a question that costs nothing. */
  'provider-slow': {
    from: 'rule',
    severity: 'medium',
    threshold: { unit: 'ms', value: 3_000 },
    window: lasting(15 * MINUTE_MS, 0, 30 * MINUTE_MS, HOUR_MS),
  },
  /** Too many requests of a model fail because of it, or of us. */
  'error-rate': {
    from: 'rule',
    severity: 'high',
    threshold: { unit: 'percent', value: 20 },
    window: within(HOUR_MS, 6 * HOUR_MS, DAY_MS),
    atLeast: 10,
  },
  /** An account spends more credits than usual. */
  'person-spend': {
    from: 'rule',
    severity: 'medium',
    threshold: { unit: 'micros', value: 2_000_000_000 },
    window: within(DAY_MS, HOUR_MS, 6 * HOUR_MS),
  },
  /** A model costs more at its provider than planned. */
  'model-spend': {
    from: 'rule',
    severity: 'medium',
    threshold: { unit: 'usdMicros', value: 100_000_000 },
    window: within(DAY_MS, HOUR_MS, 6 * HOUR_MS),
  },
  /** A provider's cost for the present month (UTC) exceeds its budget. */
  'provider-budget': {
    from: 'rule',
    severity: 'high',
    threshold: { unit: 'usdMicros', value: 1_000_000_000 },
    window: null,
  },
  /** Many refunds. */
  refunds: {
    from: 'rule',
    severity: 'medium',
    threshold: count(5),
    window: within(DAY_MS, HOUR_MS, 7 * DAY_MS),
  },
  /** Payments are disputed, and their banks have not decided yet. */
  disputes: { from: 'rule', severity: 'high', threshold: count(1), window: null },
  /** Card networks warn of fraud, and a refund can still prevent a dispute. */
  'fraud-warnings': { from: 'rule', severity: 'high', threshold: count(1), window: null },
  /** High or critical signals of abuse that staff haven't triaged. */
  'abuse-signals': {
    from: 'rule',
    severity: 'medium',
    threshold: count(1),
    window: within(DAY_MS, HOUR_MS, 6 * HOUR_MS),
  },
  /** Calls failed because of a fault of ours. */
  'server-errors': {
    from: 'rule',
    severity: 'high',
    threshold: count(10),
    window: within(HOUR_MS),
  },
  /** 95 of 100 calls of a function that waits for no provider are faster than this. */
  'calls-slow': {
    from: 'rule',
    severity: 'medium',
    threshold: { unit: 'ms', value: 5_000 },
    window: within(HOUR_MS),
    atLeast: 20,
  },
} as const satisfies Record<string, AlertCondition>;

export type AlertConditionName = keyof typeof alertConditions;
export const AlertConditionName = z.enum(
  Object.keys(alertConditions) as [AlertConditionName, ...AlertConditionName[]],
);
