import { z } from 'zod';
import { Severity } from '../limits/abuse.ts';
import { schemaVersion } from '../store/stored-document.ts';
import { Time } from '../time.ts';
import { type AlertCondition, AlertConditionName, alertConditions } from './alert-conditions.ts';

export const ALERT_RULES_CONFIG = 'alert_rules';

/** The conditions for firing an alert. */
export const AlertRule = z.strictObject({
  isEnabled: z.boolean(),
  severity: Severity,
  /** In the unit of its condition; null: the condition has no threshold. */
  threshold: z.int().min(1).max(1_000_000_000_000).nullable(),
  windowMs: z.int().min(0).nullable(),
});
export type AlertRule = z.infer<typeof AlertRule>;

/** `system_config/alert_rules`: the rules that admins have changed, by their condition. Not there: none. */
export const AlertRules = z.strictObject({
  schemaVersion,
  /** Raised by every change: a change names the one that it was made from. */
  version: z.int().min(1),
  rules: z.record(z.string(), AlertRule),
  updatedAt: Time,
});
export type AlertRules = z.infer<typeof AlertRules>;

export type RulesInForce = Readonly<Record<AlertConditionName, AlertRule>>;

/** Returns the default rule of a condition. */
export function usualRule(name: AlertConditionName): AlertRule {
  const { severity, threshold, window }: AlertCondition = alertConditions[name];
  return {
    isEnabled: true,
    severity,
    threshold: threshold?.value ?? null,
    windowMs: window?.choicesMs[0] ?? null,
  };
}

/** Returns every rule as it holds: as an admin has changed it, where that still fits its condition, or as it is usually. */
export function rulesInForce(changed: Pick<AlertRules, 'rules'> | null): RulesInForce {
  const rules = AlertConditionName.options.map((name) => {
    const rule = changed?.rules[name];
    return [name, rule && fitsCondition(name, rule) ? rule : usualRule(name)];
  });
  return Object.fromEntries(rules) as Record<AlertConditionName, AlertRule>;
}

/** Returns whether a rule has the threshold and one of the windows of its condition. */
export function fitsCondition(
  name: AlertConditionName,
  { threshold, windowMs }: Pick<AlertRule, 'threshold' | 'windowMs'>,
): boolean {
  const condition: AlertCondition = alertConditions[name];
  const hasThreshold = (condition.threshold === null) === (threshold === null);
  const isRate = condition.threshold?.unit !== 'percent' || (threshold ?? 0) <= 100;
  const hasWindow =
    condition.window === null
      ? windowMs === null
      : windowMs !== null && condition.window.choicesMs.includes(windowMs);
  return hasThreshold && isRate && hasWindow;
}
