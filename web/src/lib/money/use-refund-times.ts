import {
  DEFAULT_POLICIES,
  type Policies,
  type RefundTimes,
  refundFigures,
} from '@firemeter/functions/contract';
import { useLive } from '#kit/hooks/use-live.ts';
import { policiesSource, refundTimesSource } from '../service/sources/live-sources.ts';

/** Reads how long credits of failed work took to come back, and what is promised. Undefined until both are known. */
export function useRefundTimes() {
  const times: RefundTimes | null | undefined = firstOf(useLive(refundTimesSource).items);
  const policies: Policies | null | undefined = firstOf(useLive(policiesSource).items);
  if (times === undefined || policies === undefined) return undefined;
  const figures = times && refundFigures(times, Date.now());
  return { figures, goodwill: times?.goodwill ?? null, ...(policies ?? DEFAULT_POLICIES) };
}

function firstOf<T>(items: readonly { readonly value: T }[] | undefined): T | null | undefined {
  return items && (items[0]?.value ?? null);
}
