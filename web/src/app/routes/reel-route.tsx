import { useNavigate, useSearch } from '@tanstack/react-router';
import { ReelPage } from '../../features/reel/reel-page.tsx';

/** The reel that is looked at stands in the address, so that it can be bookmarked and survives a reload. */
export function ReelRoute() {
  const { reel } = useSearch({ from: '/signed-in/reel' });
  const navigate = useNavigate();
  return (
    <ReelPage reelId={reel} onReel={(reelId) => void navigate({ to: '/reel', search: { reel: reelId } })} />
  );
}
