export { BalanceView, type BalanceViewProps } from './components/balance-view.tsx';
export { CreditBalance, type CreditBalanceProps } from './components/credit-balance.tsx';
export { CreditPacksModal, type CreditPacksModalProps } from './components/credit-packs-modal.tsx';
export {
  GenerationCostIndicator,
  type GenerationCostIndicatorProps,
} from './components/generation-cost-indicator.tsx';
export { LotList, type LotListProps } from './components/lot-list.tsx';
export { ModelRecommendation, type ModelRecommendationProps } from './components/model-recommendation.tsx';
export { PackCard, type PackCardProps } from './components/pack-card.tsx';
export { UsageHistory } from './components/usage-history.tsx';
export * from './core.ts';
