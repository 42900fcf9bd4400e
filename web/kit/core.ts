/** Hooks and functions without any interface of their own: for React Native, or for components of the app's own. */
export { AppError, defineOperation, type ErrorCode } from '@firemeter/functions/contract';
export { type Client, createClient } from './core/call.ts';
export { CallError, toCallError } from './core/call-error.ts';
export { type CostState, type CostTone, canRun, toneOf } from './core/cost-state.ts';
export { newRequestId } from './core/new-request-id.ts';
export type { Ask, PricedQuote } from './core/price-ask.ts';
export type { RankedModel } from './core/rank-models.ts';
export {
  type Credited,
  type CreditWrapperServices,
  createCreditWrappers,
  type Intent,
  type Work,
} from './core/with-credits.ts';
export { FiremeterProvider, type FiremeterProviderProps } from './firemeter-provider.ts';
export { type AccountState, useAccountState } from './hooks/account-context.ts';
export { type LiveAccount, useAccount } from './hooks/use-account.ts';
export { useActivity } from './hooks/use-activity.ts';
export { type Balance, useBalance } from './hooks/use-balance.ts';
export { useCatalog } from './hooks/use-catalog.ts';
export { useClient } from './hooks/use-client.ts';
export { useCreditWrappers } from './hooks/use-credit-wrappers.ts';
export { useHistory } from './hooks/use-history.ts';
export type { ShownList } from './hooks/use-list.ts';
export {
  type OperationHandle,
  type OperationState,
  type RunOptions,
  useOperation,
} from './hooks/use-operation.ts';
export { type Purchase, usePurchase } from './hooks/use-purchase.ts';
export { type Quote, useModels, useQuote } from './hooks/use-quote.ts';
export { englishTexts } from './texts/english.ts';
export type { KitTexts } from './texts/kit-texts.ts';
export { useTexts } from './texts/texts-context.ts';
