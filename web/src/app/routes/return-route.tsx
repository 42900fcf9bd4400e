import { useSearch } from '@tanstack/react-router';
import { ReturnPage } from '../../features/billing/return-page.tsx';

/** Where Stripe's page leads back to: from a pack with its payment, from a plan with `plan`; `left` without paying. */
export function ReturnRoute() {
  const { payment, left } = useSearch({ from: '/signed-in/billing/return' });
  const paymentId = payment === undefined || payment === 'plan' ? null : payment;
  return <ReturnPage paymentId={paymentId} cancelled={left !== undefined} />;
}
