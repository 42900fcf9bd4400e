import {
  type Activity,
  amountMicros,
  type GenerationChunk,
  type GenerationInput,
  type GenerationOutput,
  MINUTE_MS,
  type Quantity,
  type Quote,
  type Result,
  type Usage,
} from '../contract/index.ts';
import type { Versioned } from '../platform/documents.ts';
import type { HoldServices } from './hold-credits.ts';
import type { InFlight } from './in-flight.ts';
import type { OutputStore } from './outputs/output-store.ts';
import type { RunModel } from './providers/create-model-runner.ts';

/** How long a provider may take within a call. The lease is longer by a margin in which settling fits. */
export const WORK_DEADLINE_MS = 2 * MINUTE_MS;
export const LEASE_MS = WORK_DEADLINE_MS + MINUTE_MS;

export interface RunServices extends HoldServices {
  readonly inFlight: InFlight;
  readonly runModel: RunModel;
  readonly outputs: OutputStore;
  readonly instanceId: string;
}

export interface Run {
  readonly activityId: string;
  readonly activity: Versioned<Activity>;
  readonly ownerNonce: string;
  readonly quote: Quote | null;
  readonly input: GenerationInput;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  readonly send: (chunk: GenerationChunk) => void;
}

export function usageOf({ model }: Quote, quantity: Quantity): Usage {
  return { quantity, costUsdMicros: amountMicros(model.cost, quantity) };
}

export function resultOf({ accountId, uid }: Activity, output: GenerationOutput, nowMs: number): Result {
  return { schemaVersion: 1, accountId, uid, output, createdAt: nowMs };
}
