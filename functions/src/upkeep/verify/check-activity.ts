import {
  type Activity,
  causedBy,
  type DriftCause,
  type DriftKind,
  HOUR_MS,
  isOpen,
  MINUTE_MS,
  splitActivityId,
} from '../../contract/index.ts';
import type { Finding } from './finding.ts';

/** An instance with a slow clock may end an activity that one with a fast clock began. */
const CLOCK_SKEW_MS = MINUTE_MS;
/** Much longer than the sweep needs: it runs every minute. */
const STUCK_AFTER_MS = HOUR_MS;

/** Checks an activity by itself: its names, amounts, state and times. */
export function checkActivity(id: string, activity: Activity, nowMs: number): Finding[] {
  const { accountId, requestId, drawn, heldMicros, capturedMicros, priceMicros, status, failure } = activity;
  const named = splitActivityId(id);
  const isRunning = isOpen(activity);
  const drawnMicros = drawn.reduce((sum, { amountMicros }) => sum + amountMicros, 0);
  const findings: Finding[] = [];
  const expect = (isTrue: boolean, kind: DriftKind, cause: DriftCause, offByMicros: number | null = null) => {
    const lots = drawn.map(({ lot }) => lot.lotId);
    if (!isTrue) findings.push({ kind, subject: `ai_activity/${id}`, cause, offByMicros, lots });
  };
  expect(requestId === named.requestId, 'activity-misnamed', causedBy('other-request', { requestId }));
  expect(accountId === named.accountId, 'activity-foreign', causedBy('other-account', { accountId }));
  expect(drawnMicros === heldMicros, 'hold-undrawn', causedBy('draws-differ'), heldMicros - drawnMicros);
  const overPriceMicros = heldMicros - priceMicros;
  expect(overPriceMicros <= 0, 'hold-over-price', causedBy('over-price'), overPriceMicros);
  const overHoldMicros = capturedMicros - heldMicros;
  expect(overHoldMicros <= 0, 'capture-over-hold', causedBy('over-hold'), overHoldMicros);
  const hasFailed = !isRunning && status !== 'completed';
  expect(!hasFailed || failure !== null, 'failure-wrong', causedBy('no-failure'));
  expect(hasFailed || failure === null, 'failure-wrong', causedBy('failure-untrue'));
  checkTimes(activity, nowMs, expect);
  return findings;
}

function checkTimes(
  activity: Activity,
  nowMs: number,
  expect: (isTrue: boolean, kind: DriftKind, cause: DriftCause) => void,
): void {
  const { leaseUntil, endedAt, createdAt } = activity;
  const isRunning = isOpen(activity);
  expect((leaseUntil !== null) === isRunning, 'lease-wrong', causedBy(isRunning ? 'no-lease' : 'lease-left'));
  const isInOrder = (endedAt ?? createdAt) >= createdAt - CLOCK_SKEW_MS;
  expect((endedAt === null) === isRunning && isInOrder, 'end-wrong', causedBy('times-differ'));
  const isStuck = isRunning && leaseUntil !== null && leaseUntil < nowMs - STUCK_AFTER_MS;
  expect(!isStuck, 'hold-stuck', causedBy('not-swept'));
}
