import { useNavigate, useSearch } from '@tanstack/react-router';
import { PaymentsPage } from '../../features/admin-payments/payments-page.tsx';

/** The person whose payments are looked at stands in the address. */
export function PaymentsRoute() {
  const { uid } = useSearch({ from: '/signed-in/admin/payments' });
  const navigate = useNavigate();
  return (
    <PaymentsPage
      uid={uid}
      onUid={(next, tab) =>
        void navigate({
          to: '/admin/payments',
          search: next === undefined ? { ...(tab && { tab }) } : { uid: next },
        })
      }
    />
  );
}
