import { useNavigate, useSearch } from '@tanstack/react-router';
import { BillingPage } from '../../features/billing/billing-page.tsx';

/** The payment that is looked at stands in the address: a lot of credits leads to the one behind it. */
export function BillingRoute() {
  const { payment } = useSearch({ from: '/signed-in/billing' });
  const navigate = useNavigate();
  return (
    <BillingPage
      paymentId={payment}
      onPayment={(id) => void navigate({ to: '/billing', search: id === undefined ? {} : { payment: id } })}
    />
  );
}
