import { setTimeout as wait } from 'node:timers/promises';
import type { CallLog } from './call-log.ts';
import { type Directives, readDirectives } from './directives.ts';
import type { StandInRequest } from './stand-in-request.ts';

/** What a switch in a prompt asked for. Each protocol has its own words for it. */
export class StagedFailure extends Error {
  override readonly name = 'StagedFailure';
  readonly kind: 'refused' | 'busy' | 'broken';

  constructor(kind: StagedFailure['kind']) {
    super(`A switch in the prompt asked for this failure: ${kind}.`);
    this.kind = kind;
  }
}

interface Order {
  readonly request: StandInRequest;
  readonly calls: CallLog;
}

/**
 * Counts an order for work, then waits and fails as its prompt says.
 * @throws StagedFailure; the signal's reason
 */
export async function stage(prompt: string, { request, calls }: Order): Promise<Directives> {
  const directives = readDirectives(prompt);
  const sameCalls = calls.record(request.idempotencyKey);
  await pause(directives.slowMs, request.signal);
  failAsTold(directives, sameCalls);
  return directives;
}

/** Counts an order for work that goes on by itself: fails at once, and leaves waiting and refusing to the work. */
export function stageJob(prompt: string, { request, calls }: Order): Directives {
  const directives = readDirectives(prompt);
  failAsTold({ ...directives, refuse: false }, calls.record(request.idempotencyKey));
  return directives;
}

function failAsTold({ refuse, fail }: Directives, sameCalls: number): void {
  if (refuse) throw new StagedFailure('refused');
  if (fail === 'error') throw new StagedFailure('broken');
  if (fail && sameCalls <= fail.busyCalls) throw new StagedFailure('busy');
}

/** @throws the signal's reason */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  if (ms > 0) await wait(ms, undefined, { signal });
}
