import { MAX_SEED } from '@firemeter/functions/contract';
import { Trans } from '@lingui/react/macro';
import { type ComponentType, Suspense, useMemo, useState } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import type { Position } from '#kit/lists/position.ts';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { LoadOlder } from '../../../components/layout/load-older.tsx';
import { Logo } from '../../../components/layout/logo.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { lazyPart } from '../../../lib/page/lazy-part.ts';
import { useCurrent } from '../../../lib/page/use-current.ts';
import { ownResultList } from '../../../lib/service/sources/list-sources.ts';
import { useGenerations } from '../../../lib/work/generations.tsx';
import type { Reused } from '../../../lib/work/studio-settings.ts';
import type { Results, StudioProps } from '../kinds/studio-kind.ts';
import { PromptIdeas } from '../prompt-ideas.tsx';
import type { LightboxProps } from './lightbox.tsx';
import { PictureTile } from './picture-tile.tsx';
import { PieceCard } from './piece-card.tsx';
import type { PieceProps } from './piece-shell.tsx';
import { type Piece, piecesOf, settingsOfPiece, tilesShown } from './pieces.ts';

const Lightbox = lazyPart<LightboxProps>(() => import('./lightbox.tsx').then((module) => module.Lightbox));

interface PieceCanvasProps extends StudioProps {
  results: Results;
  onReuse: (request: Reused) => void;
  onIdea: (prompt: string) => void;
}

/** Everything made so far, and what is being made. */
export function PieceCanvas({ results, name, operation, onReuse, onIdea }: PieceCanvasProps) {
  const accountId = useAccountId();
  const { generations, removed } = useGenerations();
  const { items, ...list } = useList(ownResultList(accountId, { operation: name }));
  const { pageSize, gridClass, skeletonClass, Tile } = shapes[results.shape];
  const [shown, setShown] = useState<number>(pageSize);
  const [openId, setOpenId] = useState<string>();
  const pieces = useMemo(
    () => piecesOf({ accountId, operation: name, generations, activities: items ?? [], removed }),
    [accountId, name, generations, items, removed],
  );
  const opened = pieces.find(({ requestId }) => requestId === openId);
  const openedActivity = useCurrent(opened?.item, list.windowEnd);
  const open = opened && { ...opened, activity: openedActivity };
  const { noun, all, loading, title, text, ideas } = results;
  const reuse = (piece: Piece) => (prompt: string) =>
    onReuse({ prompt, model: piece.model, settings: settingsOfPiece(piece) });
  const vary = (piece: Piece) => (prompt: string) => {
    const seed = 1 + Math.floor(Math.random() * MAX_SEED);
    onReuse({ prompt, model: piece.model, settings: { ...settingsOfPiece(piece), seed } });
  };
  const labelOf = (model: string) => operation.models[model]?.label ?? model;

  if (!items && pieces.length === 0) {
    return (
      <Unread status={list.status}>
        <div role="status" aria-label={loading} className={gridClass}>
          {['a', 'b', 'c', 'd'].map((key) => (
            <Skeleton key={key} className={`rounded-2xl ${skeletonClass}`} />
          ))}
        </div>
      </Unread>
    );
  }
  if (pieces.length === 0) {
    return (
      <div className="grid flex-1 animate-rise place-items-center py-12">
        <div className="flex flex-col items-center text-center">
          <Logo className="size-14" />
          <h2 className="mt-5 font-semibold text-xl">{title}</h2>
          <p className="mt-1.5 mb-6 max-w-sm text-ink-2">{text}</p>
          <PromptIdeas ideas={ideas} onIdea={onIdea} />
        </div>
      </div>
    );
  }
  return (
    <section aria-label={all}>
      <ul className={gridClass}>
        {pieces.slice(0, shown).map((piece) => (
          <li key={piece.requestId} className="min-w-0">
            <CurrentTile
              Tile={Tile}
              piece={piece}
              windowEnd={list.windowEnd}
              player={results.player}
              noun={noun}
              modelLabel={labelOf(piece.model)}
              onOpen={() => setOpenId(piece.requestId)}
              onPrompt={reuse(piece)}
            />
          </li>
        ))}
      </ul>
      {pieces.length > shown ? (
        <div className="mt-6 text-center">
          <Button onClick={() => setShown((count) => count + pageSize)}>
            <Trans>Show more</Trans>
          </Button>
        </div>
      ) : (
        <LoadOlder
          list={{
            ...list,
            loadOlder: () => {
              list.loadOlder();
              setShown((count) => count + pageSize);
            },
          }}
        />
      )}
      {open && (
        <Suspense>
          <Lightbox
            piece={open}
            modelLabel={labelOf(open.model)}
            onClose={() => setOpenId(undefined)}
            onPrompt={reuse(open)}
            onVary={operation.models[open.model]?.offers?.seeds ? vary(open) : null}
          />
        </Suspense>
      )}
    </section>
  );
}

interface CurrentTileProps extends PieceProps {
  Tile: ComponentType<PieceProps>;
  windowEnd: Position | null;
}

/** A tile that follows its request below the live window, too. */
function CurrentTile({ Tile, piece, windowEnd, ...rest }: CurrentTileProps) {
  const activity = useCurrent(piece.item, windowEnd);
  return <Tile piece={activity === piece.activity ? piece : { ...piece, activity }} {...rest} />;
}

const shapes = {
  tiles: {
    pageSize: tilesShown,
    gridClass:
      'grid grid-cols-[repeat(auto-fill,minmax(min(100%,15.5rem),1fr))] gap-x-4 gap-y-6 2xl:grid-cols-[repeat(auto-fill,minmax(18rem,1fr))]',
    skeletonClass: 'aspect-square',
    Tile: PictureTile,
  },
  wide: {
    pageSize: 6,
    gridClass: 'grid grid-cols-[repeat(auto-fill,minmax(min(100%,24rem),1fr))] gap-x-5 gap-y-7',
    skeletonClass: 'aspect-video',
    Tile: PieceCard,
  },
  list: {
    pageSize: 8,
    gridClass: 'mx-auto grid w-full max-w-3xl gap-6',
    skeletonClass: 'h-28',
    Tile: PieceCard,
  },
} as const satisfies Record<Results['shape'], object>;
