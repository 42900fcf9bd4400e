import { useMutation } from '@tanstack/react-query';
import { useServices } from '../../lib/service/services.ts';

/** Leads to Stripe's own page for cards, invoices and the subscription. */
export function usePortal() {
  const { client } = useServices();
  return useMutation({
    mutationFn: () => client.call('openBillingPortal', {}),
    onSuccess: ({ url }) => location.assign(url),
  });
}
