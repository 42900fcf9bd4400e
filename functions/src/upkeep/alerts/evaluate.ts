import {
  type AlertCondition,
  type AlertConditionName,
  type AlertEpisodes,
  alertConditions,
  type NewAlert,
  type RulesInForce,
} from '../../contract/index.ts';
import { type AlertFacts, type Observation, observe, ruledConditions } from './observe.ts';

/** The most open alerts of one rule: the largest are kept. */
const MAX_OPEN = 50;

type Open = AlertEpisodes['open'][number];
type Episodes = Pick<AlertEpisodes, 'open' | 'pending'>;

export interface Evaluation {
  readonly state: Episodes;
  readonly fired: readonly {
    readonly alertId: string;
    readonly alert: NewAlert;
    readonly rule: AlertConditionName;
  }[];
  /** The ids of the alerts whose condition is over. */
  readonly resolved: readonly string[];
}

/** Returns which alerts fire and which are over: each fires once for as long as its condition holds without a gap. */
export function evaluateRules(
  was: Episodes,
  {
    rules,
    facts,
    nowMs,
  }: { readonly rules: RulesInForce; readonly facts: AlertFacts; readonly nowMs: number },
): Evaluation {
  const all = ruledConditions().map((name) => evaluateRule(name, was, { rules, facts, nowMs }));
  const known = new Set<string>(ruledConditions());
  // A later build may know more rules.
  const others = was.open.filter(({ condition }) => !known.has(condition));
  return {
    state: {
      open: [...others, ...all.flatMap(({ state }) => state.open)],
      pending: all.flatMap(({ state }) => state.pending),
    },
    fired: all.flatMap(({ fired }) => fired),
    resolved: all.flatMap(({ resolved }) => resolved),
  };
}

function evaluateRule(
  name: AlertConditionName,
  was: Episodes,
  { rules, facts, nowMs }: { rules: RulesInForce; facts: AlertFacts; nowMs: number },
): Evaluation {
  const rule = rules[name];
  const open = was.open.filter(({ condition }) => condition === name);
  const pending = was.pending.filter(({ condition }) => condition === name);
  const seen = rule.isEnabled ? observe(name, { facts, rule, nowMs }) : [];
  if (!seen) return { state: { open, pending }, fired: [], resolved: [] };
  const subjects = new Set(seen.map(({ subject }) => subject));
  const stillOpen = open.filter(({ subject }) => subjects.has(subject));
  const isOpen = new Set(stillOpen.map(({ subject }) => subject));
  const since = new Map(pending.map(({ subject, sinceMs }) => [subject, sinceMs]));
  const begun = seen
    .filter(({ subject }) => !isOpen.has(subject))
    .sort((a, b) => b.value - a.value)
    .slice(0, Math.max(0, MAX_OPEN - stillOpen.length))
    .map((seenNow) => ({ seenNow, sinceMs: since.get(seenNow.subject) ?? nowMs }));
  const isDue = ({ sinceMs }: { sinceMs: number }) => nowMs - sinceMs >= lastingMs(name, rule.windowMs);
  const firing = begun.filter(isDue).map(({ seenNow, sinceMs }) => {
    const episode: Open = {
      ...{ condition: name, subject: seenNow.subject, sinceMs },
      alertId: alertIdOf(name, seenNow.subject, nowMs),
    };
    return { episode, alert: toAlert(name, seenNow, rule) };
  });
  return {
    state: {
      open: [...stillOpen, ...firing.map(({ episode }) => episode)],
      pending: begun
        .filter((one) => !isDue(one))
        .map(({ seenNow: { subject }, sinceMs }) => ({ condition: name, subject, sinceMs })),
    },
    fired: firing.map(({ episode: { alertId }, alert }) => ({ alertId, alert, rule: name })),
    resolved: open.filter(({ subject }) => !subjects.has(subject)).map(({ alertId }) => alertId),
  };
}

function lastingMs(name: AlertConditionName, windowMs: number | null): number {
  const { window }: AlertCondition = alertConditions[name];
  return window?.meaning === 'lasting' ? (windowMs ?? 0) : 0;
}

function toAlert(
  name: AlertConditionName,
  { subject, value, accountId }: Observation,
  { severity, threshold, windowMs }: RulesInForce[AlertConditionName],
): NewAlert {
  const { threshold: counted }: AlertCondition = alertConditions[name];
  const details = counted ? { value, threshold, windowMs } : { windowMs };
  return { kind: name, severity, accountId: accountId ?? null, subject, code: name, details, traceId: null };
}

/** No slash stays in it, and no two subjects share one. */
function alertIdOf(name: AlertConditionName, subject: string, nowMs: number): string {
  return `${name}-${nowMs}-${encodeURIComponent(subject).slice(0, 200)}`;
}
