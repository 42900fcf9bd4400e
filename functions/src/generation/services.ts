import type { Operations } from '../contract/index.ts';
import type { Meter } from '../meter/lane/meter.ts';
import type { CheckEligibility } from '../platform/calls/eligibility.ts';
import type { Moderate } from '../platform/calls/moderate.ts';
import type { Activities } from '../platform/store/activities.ts';
import type { Catalogs } from '../platform/store/catalogs.ts';
import type { OutputStore } from './outputs/output-store.ts';
import type { RunModel } from './runners/create-model-runner.ts';
import type { RunningWorkRegistry } from './running-work.ts';

/** The services that hold credits. */
export interface HoldServices {
  readonly meter: Meter;
  readonly catalogs: Catalogs;
  readonly activities: Activities;
  /** The registered kinds of work: Firemeter's own and the app's. */
  readonly operations: Operations;
  readonly digestKey: () => string;
  readonly now: () => number;
  readonly moderate: Moderate;
  readonly instanceId: string;
  /** The providers with a key, and this machine itself. */
  readonly reachableProviders: () => ReadonlySet<string>;
  /** Receives the balance after each hold, in case it must be topped up. */
  readonly topUps: { sawBalance(accountId: string, seen: SeenBalance): Promise<void> };
}

/** The balance of an account, and the balance below which it is topped up. */
interface SeenBalance {
  readonly balanceMicros: number;
  readonly topUpBelowMicros: number | null;
}

/** The services that own work while it runs, whoever does it. */
export interface OwnServices extends HoldServices {
  readonly runningWork: RunningWorkRegistry;
}

/** The services that run work. */
export interface RunServices extends OwnServices {
  readonly runModel: RunModel;
  readonly outputs: OutputStore;
  /** Checks the user again before waiting work starts. */
  readonly checkEligibility: CheckEligibility;
}
