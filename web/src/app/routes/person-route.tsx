import { useParams } from '@tanstack/react-router';
import { PersonPage } from '../../features/admin-people/person-page.tsx';

/** The page of the person in the address. */
export function PersonRoute() {
  const { uid } = useParams({ from: '/signed-in/admin/people/$uid' });
  return <PersonPage key={uid} uid={uid} />;
}
