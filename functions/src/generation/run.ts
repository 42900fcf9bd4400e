import {
  type Activity,
  amountMicros,
  boundUsage,
  type GenerationChunk,
  type GenerationInput,
  type GenerationOutput,
  type Quantity,
  type Quote,
  type Result,
  type Usage,
} from '../contract/index.ts';
import type { Versioned } from '../platform/documents.ts';
import type { CheckEligibility } from '../platform/eligibility.ts';
import type { HoldServices } from './hold-credits.ts';
import type { InFlight } from './in-flight.ts';
import type { OutputStore } from './outputs/output-store.ts';
import type { RunModel } from './providers/create-model-runner.ts';

export interface RunServices extends HoldServices {
  readonly inFlight: InFlight;
  readonly runModel: RunModel;
  readonly outputs: OutputStore;
  readonly instanceId: string;
  /** Asked before work begins that has waited. */
  readonly checkEligibility: CheckEligibility;
  /** Those with a key, and what is done here. */
  readonly reachableProviders: () => ReadonlySet<string>;
}

export interface Run {
  readonly activityId: string;
  readonly activity: Versioned<Activity>;
  readonly ownerNonce: string;
  readonly quote: Quote | null;
  readonly input: GenerationInput;
  readonly signal: AbortSignal;
  /** When the work has to be over, whatever it is: the function that it runs in ends soon after. */
  readonly endsAtMs: number;
  readonly send: (chunk: GenerationChunk) => void;
  /** Aborts when the client hangs up; absent: none waits. */
  readonly gone?: AbortSignal | undefined;
}

/** What was used, of what was requested, and what it is worth; the provider's cost is of all that it bills. */
export function usageOf(
  { model }: Quote,
  { requested, used, billed = used }: { requested: Quantity; used: Quantity; billed?: Quantity | undefined },
): Usage & { readonly micros: number } {
  const quantity = boundUsage(requested, used);
  return {
    quantity,
    costUsdMicros: amountMicros(model.cost, { ...quantity, ...boundUsage({}, billed) }),
    micros: amountMicros(model.price, quantity),
  };
}

export function resultOf({ accountId, uid }: Activity, output: GenerationOutput, nowMs: number): Result {
  return { schemaVersion: 1, accountId, uid, output, createdAt: nowMs };
}
