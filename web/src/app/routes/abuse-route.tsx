import { getRouteApi } from '@tanstack/react-router';
import { AbusePage } from '../../features/admin-abuse/abuse-page.tsx';

const route = getRouteApi('/signed-in/admin/abuse');

export function AbuseRoute() {
  const { kind, value } = route.useSearch();
  return <AbusePage block={kind && value ? { kind, value } : undefined} />;
}
