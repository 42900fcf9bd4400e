import { useNavigate } from '@tanstack/react-router';
import { CreditsPage } from '../../features/credits/credits-page.tsx';

export function CreditsRoute() {
  const navigate = useNavigate();
  return <CreditsPage onPaid={(payment) => void navigate({ to: '/billing/return', search: { payment } })} />;
}
