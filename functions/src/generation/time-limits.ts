import { MINUTE_MS, SECOND_MS } from '../contract/index.ts';

/** When Cloud Functions end a call of `generate`, and a task of a queue, with whatever is still at work in it. */
export const CALL_TIMEOUT_MS = 5 * MINUTE_MS;
export const TASK_TIMEOUT_MS = 30 * MINUTE_MS;

/** What of that is left, when the work has to be over, for keeping what was made and for settling. */
const SETTLING_MS = 45 * SECOND_MS;

/** How long work may go on in a call or a task that has just begun. */
export const CALL_WORK_MS = CALL_TIMEOUT_MS - SETTLING_MS;
export const TASK_WORK_MS = TASK_TIMEOUT_MS - SETTLING_MS;

/** A provider that has given no sign of life for this long is given up, however long it may still take. */
export const SILENCE_MS = 2 * MINUTE_MS;

/** A worker says at least this often that it is there; after three times as long without a word it is taken for lost. */
export const HEARTBEAT_MS = MINUTE_MS;
export const LEASE_MS = 3 * HEARTBEAT_MS;
