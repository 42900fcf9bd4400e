import { LEASE_MS, MINUTE_MS, SECOND_MS } from '../contract/index.ts';

/** The timeouts of `generate` and of a queued task. Cloud Functions then ends whatever still runs. */
export const CALL_TIMEOUT_MS = 5 * MINUTE_MS;
export const TASK_TIMEOUT_MS = 30 * MINUTE_MS;

/** The part of that time that is kept for storing the output and settling after the work. */
const SETTLING_MS = 45 * SECOND_MS;

/** The longest time for work in a call or a task that has just started. */
export const CALL_WORK_MS = CALL_TIMEOUT_MS - SETTLING_MS;
export const TASK_WORK_MS = TASK_TIMEOUT_MS - SETTLING_MS;

/** A provider without a sign of life for this long is given up, however much time the work has left. */
export const SILENCE_MS = 2 * MINUTE_MS;

/** A worker reports at least this often, three times within its lease. */
export const HEARTBEAT_MS = LEASE_MS / 3;
/** Work that cannot keep its lease is given up so long before it runs out: clocks differ, and stopping takes a moment. */
export const FENCE_MS = 30 * SECOND_MS;
