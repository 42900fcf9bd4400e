import { useSearch } from '@tanstack/react-router';
import { ReturnPage } from '../features/billing/return-page.tsx';

/** Where Stripe's page leads back to; `left` when it was left without paying. */
export function ReturnRoute() {
  const { payment, left } = useSearch({ from: '/signed-in/billing/return' });
  return <ReturnPage paymentId={payment ?? null} cancelled={left !== undefined} />;
}
