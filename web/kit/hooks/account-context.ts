import { createContext, useContext } from 'react';

/** The account of whoever is signed in. `opening`: the server has not confirmed yet that it exists. */
export type AccountState =
  | { readonly status: 'loading' | 'signed-out' }
  | { readonly status: 'opening' | 'open'; readonly accountId: string }
  /** The account can't be opened. `retry` tries again. */
  | {
      readonly status: 'failed';
      readonly accountId: string;
      readonly error: unknown;
      readonly retry: () => void;
    };

const AccountContext = createContext<AccountState>({ status: 'loading' });
export const AccountProvider = AccountContext.Provider;

/** Returns the state of the account of whoever is signed in. */
export function useAccountState(): AccountState {
  return useContext(AccountContext);
}

/** Returns the account that pays; null while nobody is signed in. */
export function useAccountId(): string | null {
  const state = useAccountState();
  return 'accountId' in state ? state.accountId : null;
}
