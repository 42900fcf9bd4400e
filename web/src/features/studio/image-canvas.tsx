import { useMemo, useState } from 'react';
import { Button } from '../../components/button.tsx';
import { Logo } from '../../components/logo.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { usePerson } from '../../lib/session.tsx';
import { useOwnActivities } from '../../lib/use-own-activities.ts';
import { useGenerations } from './generations.tsx';
import { ImageTile } from './image-tile.tsx';
import { Lightbox } from './lightbox.tsx';
import { type Piece, piecesOf } from './pieces.ts';
import { PromptIdeas } from './prompt-ideas.tsx';
import type { StudioProps } from './studio-page.tsx';

const ideas = [
  'A lighthouse in a sea of embers',
  'Fox asleep under northern lights',
  'Glass mountains at first light',
  'A quiet harbour, painted in rust and gold',
];
const pageSize = 12;

/** Everything made so far, and what is being made. */
export function ImageCanvas({
  name,
  operation,
  onPrompt,
}: StudioProps & { onPrompt: (prompt: string) => void }) {
  const { uid } = usePerson();
  const { generations } = useGenerations();
  const { items } = useOwnActivities();
  const [shown, setShown] = useState(pageSize);
  const [open, setOpen] = useState<Piece>();
  const pieces = useMemo(
    () => piecesOf({ uid, operation: name, generations, activities: items ?? [] }),
    [uid, name, generations, items],
  );

  if (!items && pieces.length === 0) {
    return (
      <div role="status" aria-label="Loading your pictures" className={gridClass}>
        {['a', 'b', 'c', 'd'].map((key) => (
          <Skeleton key={key} className="aspect-square rounded-2xl" />
        ))}
      </div>
    );
  }
  if (pieces.length === 0) {
    return (
      <div className="grid flex-1 animate-rise place-items-center py-12">
        <div className="flex flex-col items-center text-center">
          <Logo className="size-14" />
          <h2 className="mt-5 font-semibold text-xl">Light the first one</h2>
          <p className="mt-1.5 mb-6 max-w-sm text-ink-2">
            Describe a picture below. You see the price before, and get it back if anything fails.
          </p>
          <PromptIdeas ideas={ideas} onIdea={onPrompt} />
        </div>
      </div>
    );
  }
  return (
    <section aria-label="Your pictures">
      <ul className={gridClass}>
        {pieces.slice(0, shown).map((piece) => (
          <li key={piece.requestId} className="min-w-0">
            <ImageTile
              piece={piece}
              modelLabel={operation.models[piece.model]?.label ?? piece.model}
              onOpen={() => setOpen(piece)}
              onPrompt={onPrompt}
            />
          </li>
        ))}
      </ul>
      {pieces.length > shown && (
        <div className="mt-6 text-center">
          <Button onClick={() => setShown((count) => count + pageSize)}>Show more</Button>
        </div>
      )}
      {open && (
        <Lightbox
          piece={open}
          modelLabel={operation.models[open.model]?.label ?? open.model}
          onClose={() => setOpen(undefined)}
          onPrompt={onPrompt}
        />
      )}
    </section>
  );
}

const gridClass =
  'grid grid-cols-[repeat(auto-fill,minmax(min(100%,15.5rem),1fr))] gap-x-4 gap-y-6 2xl:grid-cols-[repeat(auto-fill,minmax(18rem,1fr))]';
