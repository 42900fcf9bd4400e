import type { Activity } from '../documents/activity.ts';

/** Captures the usage that a stream is known to have delivered; the provider may bill for more. */
export function delivered({
  delivered: known,
  quantity,
  costUsdMicros,
}: Pick<Activity, 'delivered' | 'quantity' | 'costUsdMicros'>) {
  const nothing = { micros: 0, quantity, costUsdMicros: costUsdMicros ?? 0 };
  const { micros: captureMicros, ...usage } = known ?? nothing;
  return { captureMicros, usage, result: null };
}
