import { type Activity, isOpen } from '@firemeter/functions/contract';

/** Where the credits of one activity are: set aside, gone, or back. They always add up to what was held. */
export interface CreditFlow {
  heldMicros: number;
  spentMicros: number;
  returnedMicros: number;
}

type Credits = Pick<Activity, 'status' | 'heldMicros' | 'capturedMicros'>;

export function creditFlow(activity: Credits): CreditFlow {
  const { heldMicros, capturedMicros } = activity;
  if (isOpen(activity)) return { heldMicros, spentMicros: 0, returnedMicros: 0 };
  return { heldMicros: 0, spentMicros: capturedMicros, returnedMicros: heldMicros - capturedMicros };
}

export function sumFlows(activities: readonly Credits[]): CreditFlow {
  const sum: CreditFlow = { heldMicros: 0, spentMicros: 0, returnedMicros: 0 };
  for (const activity of activities) {
    const flow = creditFlow(activity);
    sum.heldMicros += flow.heldMicros;
    sum.spentMicros += flow.spentMicros;
    sum.returnedMicros += flow.returnedMicros;
  }
  return sum;
}
