import { type ServiceFault, type ServiceStatus, serviceStatus } from '@firemeter/functions/contract';
import { useLive } from '#kit/hooks/use-live.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { healthSource } from '../service/sources/live-sources.ts';

/** The one status of the service, as every page shows it; `unknown` while nothing can be read. */
export interface ShownStatus {
  status: ServiceStatus | 'unknown';
  faults: readonly ServiceFault[];
}

/** Reads the status that `/api/health` tells, live. For staff alone: the rules let nobody else read it. */
export function useServiceStatus(): ShownStatus {
  const { items, status } = useLive(healthSource);
  const nowMs = useNow({ everyMs: 10_000 });
  if (!items || status === 'error') return { status: 'unknown', faults: [] };
  return serviceStatus(items[0]?.value ?? null, nowMs);
}
