import { GUEST_WINDOW, type GuestAllowance, guestAllowance } from '@firemeter/functions/contract';
import { useAccount } from '#kit/hooks/use-account.ts';
import { useNow } from '#kit/hooks/use-now.ts';
import { useCatalog } from './use-catalog.ts';

/** A guest's free turns as their own session counts them; null for people with an account, and until it is known. */
export function useGuestAllowance(): { allowance: GuestAllowance; nowMs: number } | null {
  const { account } = useAccount();
  const { published } = useCatalog();
  const limit = published?.catalog.guests?.perSession;
  const counts = account?.kind === 'guest' && limit !== undefined;
  const nowMs = useNow({ everyMs: 1_000, ticking: counts });
  if (!counts) return null;
  const takenMs = account.windows[GUEST_WINDOW] ?? [];
  return { allowance: guestAllowance([{ limit, takenMs }], nowMs), nowMs };
}
