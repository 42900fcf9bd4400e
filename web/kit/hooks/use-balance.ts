import { balanceMicros } from '@firemeter/functions/contract';
import { balanceSource, holdsSource, lowBalanceSource } from '../live/balance-sources.ts';
import { useAccountState } from './account-context.ts';
import { useConnection } from './connection.ts';
import { useLive } from './use-live.ts';
import { useNow } from './use-now.ts';

/** The credits of whoever is signed in, live. */
export type Balance =
  | { readonly status: 'loading' | 'signed-out' }
  | {
      readonly status: 'ready';
      /** The credits that can be spent now. */
      readonly availableMicros: number;
      /** The credits set aside for running requests. */
      readonly heldMicros: number;
      /** The credits owed after a refund. The next credits repay them. */
      readonly debtMicros: number;
      readonly unlimited: boolean;
      readonly isGuest: boolean;
      /** Whether it is below the balance that the catalog calls low. */
      readonly isLow: boolean;
    };

interface BalanceOptions {
  /** Credits that requests will hold whose hold isn't seen yet. */
  readonly expectedMicros?: number;
  /** The credits held, for apps that count more than 200 running requests themselves. */
  readonly heldMicros?: number | undefined;
}

/** Returns the balance of whoever is signed in, live. */
export function useBalance({ expectedMicros = 0, heldMicros }: BalanceOptions = {}): Balance {
  const { collections } = useConnection();
  const state = useAccountState();
  const accountId = 'accountId' in state ? state.accountId : null;
  const account = useLive(accountId === null ? null : balanceSource(collections, accountId)).items?.[0]
    ?.value;
  const isCounting = accountId !== null && heldMicros === undefined;
  const holds = useLive(isCounting ? holdsSource(collections, accountId) : null).items;
  const lowMicros = useLive(lowBalanceSource(collections)).items?.[0]?.value ?? 0;
  const nowMs = useNow({ everyMs: 15_000 });
  if (accountId === null) return { status: state.status === 'signed-out' ? 'signed-out' : 'loading' };
  if (!account) return { status: 'loading' };
  const availableMicros = Math.max(0, balanceMicros(account, nowMs) - expectedMicros);
  const counted = heldMicros ?? holds?.reduce((sum, { value }) => sum + value, 0) ?? 0;
  return {
    status: 'ready',
    availableMicros,
    heldMicros: counted + expectedMicros,
    debtMicros: account.debtMicros,
    unlimited: account.unlimited,
    isGuest: account.kind === 'guest',
    isLow: !account.unlimited && availableMicros < lowMicros,
  };
}
