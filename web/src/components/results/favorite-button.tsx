import type { Activity } from '@firemeter/functions/contract';
import { Trans } from '@lingui/react/macro';
import { Star } from 'lucide-react';
import { useFavorites } from '../../lib/work/use-favorites.ts';
import { Button } from '../ui/button.tsx';

/** Marks a result as a favorite, or takes the mark away. */
export function FavoriteButton({ activity }: { activity: Pick<Activity, 'requestId' | 'isFavorite'> }) {
  const { isFavorite, mark } = useFavorites();
  const isMarked = isFavorite(activity);
  return (
    <Button aria-pressed={isMarked} onClick={() => void mark([activity.requestId], !isMarked)}>
      <Star aria-hidden="true" className={`size-4 ${isMarked ? 'fill-current text-ember-text' : ''}`} />{' '}
      <Trans>Favorite</Trans>
    </Button>
  );
}
