import type { Erasure } from '@firemeter/functions/contract';
import { useLive } from '#kit/hooks/use-live.ts';
import { erasureSource } from '../service/sources/live-sources.ts';

/** The request to erase an account that stands, live: null when there is none. Undefined until it is known. */
export function useErasure(accountId: string): Erasure | null | undefined {
  const { items } = useLive(erasureSource(accountId));
  const erasure = items && (items[0]?.value ?? null);
  return erasure?.state === 'undone' ? null : erasure;
}
