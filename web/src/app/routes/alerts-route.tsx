import { getRouteApi } from '@tanstack/react-router';
import { AlertsPage } from '../../features/admin-alerts/alerts-page.tsx';
import { usePerson } from '../../lib/service/session/person.tsx';
import { mayCall } from '../roles.ts';

const route = getRouteApi('/signed-in/admin/alerts');

export function AlertsRoute() {
  const { view = 'open', rule } = route.useSearch();
  const navigate = route.useNavigate();
  const { role } = usePerson();
  return (
    <AlertsPage
      view={view}
      rule={rule}
      mayChangeRules={mayCall(role, 'changeAlertRule')}
      onGo={(to) => void navigate({ search: to, resetScroll: false })}
    />
  );
}
