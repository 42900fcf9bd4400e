import { getRouteApi } from '@tanstack/react-router';
import { EndpointsPage } from '../../features/admin-endpoints/endpoints-page.tsx';

const route = getRouteApi('/signed-in/admin/endpoints');

export function EndpointsRoute() {
  const { endpoint } = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <EndpointsPage
      open={endpoint}
      onOpen={(next) =>
        void navigate({ search: next === undefined ? {} : { endpoint: next }, resetScroll: false })
      }
    />
  );
}
