import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type AlertConditionName,
  alertConditions,
  DAY_MS,
  HOUR_MS,
  MINUTE_MS,
  type RulesInForce,
  rulesInForce,
} from '../../contract/index.ts';
import { evaluateRules } from './evaluate.ts';
import type { AlertFacts } from './observe.ts';

const NOW = Date.UTC(2026, 4, 15, 12);
const STEP_MS = 5 * MINUTE_MS;
const usual = rulesInForce(null);
const jobs = [{ name: 'expireStaleHolds', standing: 'ok', lastSuccessAgeMs: MINUTE_MS }] as const;

/** Nothing is wrong with any of these. */
function wellAt(nowMs: number): AlertFacts {
  const check = { status: 'ok', tookMs: 40, note: null, fault: null } as const;
  return {
    report: {
      parts: [{ ...check, name: 'store' }],
      providers: [{ ...check, name: 'openai' }],
      jobs: [...jobs],
      checkedAt: nowMs,
    },
    usage: { through: {}, hours: {}, months: {} },
    metrics: [],
    ...{ refunds: 0, openDisputes: 0, fraudWarnings: 0, abuseSignals: 0 },
  };
}

/** Evaluates repeatedly, as the job does, and returns the changes. */
function run(steps: readonly AlertFacts[], rules: RulesInForce = usual) {
  let state: Parameters<typeof evaluateRules>[0] = { open: [], pending: [] };
  const changes: { step: number; fired: string[]; resolved: number }[] = [];
  for (const [step, facts] of steps.entries()) {
    const nowMs = NOW + step * STEP_MS;
    const evaluation = evaluateRules(state, { rules, facts, nowMs });
    state = evaluation.state;
    const fired = evaluation.fired.map(({ rule }) => rule);
    if (fired.length > 0 || evaluation.resolved.length > 0)
      changes.push({ step, fired, resolved: evaluation.resolved.length });
  }
  return { changes, state };
}

const disputesAt = (open: readonly number[]) =>
  open.map((openDisputes, step) => ({ ...wellAt(NOW + step * STEP_MS), openDisputes }));

describe('an alert', () => {
  test('fires once for each time its condition begins, and resolves once for each time it ends', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(2), { maxLength: 60 }), (open) => {
        const { changes, state } = run(disputesAt(open));
        const begins = open.filter((count, step) => count > 0 && !(open[step - 1] ?? 0)).length;
        const ends = open.filter((count, step) => count === 0 && (open[step - 1] ?? 0) > 0).length;
        expect(changes.flatMap(({ fired }) => fired)).toHaveLength(begins);
        expect(changes.reduce((sum, { resolved }) => sum + resolved, 0)).toBe(ends);
        expect(state.open).toHaveLength(begins - ends);
      }),
    );
  });

  test('has an id of its own each time it fires', () => {
    const ids: string[] = [];
    let state: Parameters<typeof evaluateRules>[0] = { open: [], pending: [] };
    for (const [step, facts] of disputesAt([1, 0, 2, 2, 0, 1]).entries()) {
      const evaluation = evaluateRules(state, { rules: usual, facts, nowMs: NOW + step * STEP_MS });
      ids.push(...evaluation.fired.map(({ alertId }) => alertId));
      state = evaluation.state;
    }
    expect(new Set(ids).size).toBe(3);
  });

  test('of what has to last fires when it has lasted without a gap, and not before', () => {
    const failing = (isFailing: boolean, step: number): AlertFacts => {
      const facts = wellAt(NOW + step * STEP_MS);
      const provider = { name: 'openai', tookMs: 1, note: null, fault: null } as const;
      const providers = [{ ...provider, status: isFailing ? ('failing' as const) : ('ok' as const) }];
      return { ...facts, report: facts.report && { ...facts.report, providers } };
    };
    const changesOf = (steps: readonly boolean[]) => run(steps.map(failing)).changes;
    expect(changesOf([true, true])).toEqual([]);
    expect(changesOf([true, true, false, true, true, false])).toEqual([]);
    expect(changesOf([true, true, true, true, false])).toEqual([
      { step: 2, fired: ['provider-failing'], resolved: 0 },
      { step: 4, fired: [], resolved: 1 },
    ]);
  });

  test('stays as it is while nobody can tell how things are', () => {
    const facts = wellAt(NOW);
    const down = { name: 'store', status: 'failing', tookMs: 1, note: null, fault: null } as const;
    const broken = { ...facts, report: facts.report && { ...facts.report, parts: [down] } };
    const silent = (step: number) => ({ ...wellAt(NOW + step * STEP_MS), report: null });
    const { changes } = run([broken, broken, silent(2), silent(3), wellAt(NOW + 4 * STEP_MS)]);
    expect(changes).toEqual([
      { step: 1, fired: ['part-failing'], resolved: 0 },
      { step: 4, fired: [], resolved: 1 },
    ]);
  });

  test('resolves when its rule is turned off, and a rule that is off fires nothing', () => {
    const off = { ...usual, disputes: { ...usual.disputes, isEnabled: false } };
    const [facts] = disputesAt([1]);
    if (!facts) throw new Error('There is one');
    const first = evaluateRules({ open: [], pending: [] }, { rules: usual, facts, nowMs: NOW });
    expect(first.fired).toHaveLength(1);
    const then = evaluateRules(first.state, { rules: off, facts, nowMs: NOW + 1 });
    expect(then).toMatchObject({ fired: [], resolved: [first.fired[0]?.alertId], state: { open: [] } });
    expect(run(disputesAt([3, 3, 3]), off).changes).toEqual([]);
  });

  test('of a rule that a later build knows is left alone', () => {
    const episode = { condition: 'of-tomorrow', subject: 'x', sinceMs: 1, alertId: 'a' };
    const was = { open: [episode], pending: [] };
    const { state, resolved } = evaluateRules(was, { rules: usual, facts: wellAt(NOW), nowMs: NOW });
    expect(state.open).toEqual([episode]);
    expect(resolved).toEqual([]);
  });

  test('is fired for the fifty worst of a flood at most', () => {
    const accounts = Object.fromEntries(
      Array.from({ length: 200 }, (_, index) => [`account-${index}`, 3_000_000_000 + index]),
    );
    const usage = { through: {}, hours: { [NOW / HOUR_MS]: { accounts, models: {} } }, months: {} };
    const facts = { ...wellAt(NOW), usage };
    const { fired, state } = evaluateRules({ open: [], pending: [] }, { rules: usual, facts, nowMs: NOW });
    expect(fired).toHaveLength(50);
    expect(fired.map(({ alert }) => alert.subject)).toContain('account-199');
    expect(evaluateRules(state, { rules: usual, facts, nowMs: NOW + 1 }).fired).toEqual([]);
  });
});

test('a quiet month is silent', () => {
  const steps = Array.from({ length: (30 * DAY_MS) / STEP_MS }, (_, step) => {
    const nowMs = NOW + step * STEP_MS;
    const hour = Math.floor(nowMs / HOUR_MS);
    const models = { 'image/nano-banana': { ended: 40, faults: step % 5, costUsdMicros: 40_000 } };
    const accounts = { mia: 20_000_000, ben: 5_000_000 };
    const usage = { through: {}, hours: { [hour]: { accounts, models } }, months: {} };
    // A refund now and then is usual.
    return { ...wellAt(nowMs), usage, refunds: step % 4 };
  });
  expect(run(steps).changes).toEqual([]);
});

test('the rules of an admin hold where they fit their condition, and the usual ones elsewhere', () => {
  const rule = { isEnabled: false, severity: 'low', threshold: 7, windowMs: HOUR_MS } as const;
  const rules = { refunds: rule, disputes: rule, 'of-tomorrow': rule };
  const inForce = rulesInForce({ rules });
  expect(inForce.refunds).toEqual(rule);
  // It has no window.
  expect(inForce.disputes).toEqual(usual.disputes);
  expect(Object.keys(inForce)).toEqual(Object.keys(alertConditions) as AlertConditionName[]);
});
