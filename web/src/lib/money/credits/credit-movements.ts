import type { Activity } from '@firemeter/functions/contract';
import type { LiveItem } from '#kit/live/live-store.ts';
import { creditFlow } from './credit-flow.ts';

export type MovementKind = 'held' | 'spent' | 'returned';

/** Credits that have just changed place. */
export interface CreditMovement {
  id: string;
  kind: MovementKind;
  micros: number;
}

type Activities = readonly LiveItem<Pick<Activity, 'status' | 'heldMicros' | 'capturedMicros'>>[];

/** What moved between two views of the same list. A list seen for the first time moves nothing. */
export function creditMovements(before: Activities, after: Activities): CreditMovement[] {
  const known = new Map(before.map((item) => [item.id, item.value]));
  const movements: CreditMovement[] = [];
  for (const { id, value } of after) {
    const old = known.get(id);
    if (old === value) continue;
    const was = old ? creditFlow(old) : { heldMicros: 0, spentMicros: 0, returnedMicros: 0 };
    const is = creditFlow(value);
    const add = (kind: MovementKind, micros: number) => {
      if (micros > 0) movements.push({ id: `${id} ${kind}`, kind, micros });
    };
    add('held', is.heldMicros - was.heldMicros);
    add('spent', is.spentMicros - was.spentMicros);
    // What was never seen held was not seen leaving: its return is no news.
    if (old) add('returned', is.returnedMicros - was.returnedMicros);
  }
  return movements;
}
