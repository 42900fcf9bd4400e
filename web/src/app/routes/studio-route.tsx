import { useNavigate, useSearch } from '@tanstack/react-router';
import { StudioPage } from '../../features/studio/studio-page.tsx';

/** The chosen operation stands in the address, so that it can be bookmarked and survives a reload. */
export function StudioRoute() {
  const { make } = useSearch({ from: '/signed-in/' });
  const navigate = useNavigate();
  return (
    <StudioPage
      operation={make}
      onOperation={(name) => void navigate({ to: '/', search: { make: name }, replace: true })}
    />
  );
}
