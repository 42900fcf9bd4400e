import { MAX_RESULTS } from '@firemeter/functions/contract';
import { plural, t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { Link } from '@tanstack/react-router';
import { Download, Images, Star, Trash2, X } from 'lucide-react';
import { useCallback, useRef, useState } from 'react';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { SearchBox } from '../../components/layout/search-box.tsx';
import { SearchEnd } from '../../components/layout/search-end.tsx';
import { Button, buttonClass } from '../../components/ui/button.tsx';
import { ConfirmDialog } from '../../components/ui/confirm-dialog.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { useUrlState } from '../../lib/page/use-url-state.ts';
import { useRemoveResults } from '../../lib/work/use-remove-results.ts';
import { LibraryDetail } from './library-detail.tsx';
import { kindPages, libraryKinds, librarySearch } from './library-search.ts';
import { LibraryTile } from './library-tile.tsx';
import { useDownload } from './use-download.ts';
import { useLibrary } from './use-library.ts';

const gridClasses = {
  tiles: 'grid grid-cols-[repeat(auto-fill,minmax(8.5rem,1fr))] gap-4',
  wide: 'grid grid-cols-[repeat(auto-fill,minmax(min(100%,20rem),1fr))] gap-5',
  list: 'grid max-w-3xl gap-4',
} as const;

/** Everything that was made and is still kept, a page for each kind. */
export function LibraryPage() {
  const [search, change] = useUrlState(librarySearch);
  const { kind } = search;
  const { icon, empty, shape } = kindPages[kind];
  const { list, found, isSearch, operations, isFavorite, mark } = useLibrary(search);
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const [deleting, setDeleting] = useState<readonly string[]>([]);
  const { remove, removing } = useRemoveResults();
  const { download, downloading } = useDownload();
  const open = useCallback((requestId: string) => change({ open: requestId }, { push: true }), [change]);
  const select = useCallback((requestId: string) => {
    setSelected((before) => {
      const after = new Set(before);
      if (!after.delete(requestId) && after.size < MAX_RESULTS) after.add(requestId);
      return after;
    });
  }, []);

  const items = found.items;
  const chosen = (items ?? []).filter(({ value }) => selected.has(value.requestId));
  const allFavorites = chosen.every(({ value }) => isFavorite(value));
  // What is open stays open when it leaves the favorites.
  const lastOpened = useRef<NonNullable<typeof items>[number]>(undefined);
  lastOpened.current =
    items?.find(({ value }) => value.requestId === search.open) ??
    (lastOpened.current?.value.requestId === search.open ? lastOpened.current : undefined);
  const opened = lastOpened.current;
  const labelOf = (operation: string, model: string) => operations[operation]?.models[model]?.label ?? model;
  const confirmDelete = async () => {
    await remove(deleting);
    setDeleting([]);
    setSelected(new Set());
    change({ open: '' });
  };

  return (
    <div className="mx-auto w-full max-w-6xl">
      <PageHeader title={t`Library`}>
        <Trans>What you made in the last 90 days, with the prompts and settings to make it again.</Trans>
      </PageHeader>
      <search className="mb-5 flex flex-wrap items-center gap-3">
        <Segmented
          label={t`Kind`}
          value={kind}
          options={libraryKinds.map((value) => ({ value, ...pick(value) }))}
          onChange={(next) => {
            setSelected(new Set());
            change({ kind: next, open: '' }, { push: true });
          }}
          className="max-w-full overflow-x-auto"
        />
        <SearchBox
          label={t`Search prompts`}
          placeholder={t`Prompt, model…`}
          value={search.text}
          onChange={(text) => change({ text })}
        />
        <button
          type="button"
          aria-pressed={search.favorites}
          onClick={() => {
            setSelected(new Set());
            change({ favorites: !search.favorites, open: '' });
          }}
          className="inline-flex h-9 items-center gap-1.5 rounded-full border border-line-strong px-3 font-medium text-[0.8125rem] text-ink-2 transition-colors hover:text-ink aria-pressed:border-ember-text/60 aria-pressed:bg-ember-soft aria-pressed:text-ember-text"
        >
          <Star aria-hidden="true" className={`size-4 ${search.favorites ? 'fill-current' : ''}`} />
          <Trans>Favorites</Trans>
        </button>
      </search>
      {chosen.length > 0 && (
        <div
          role="toolbar"
          aria-label={t`Selected results`}
          className="sticky top-[calc(var(--banner)+4rem)] z-20 mb-4 flex flex-wrap items-center gap-2 rounded-xl border border-line-strong bg-raised p-2 ps-4 shadow-float"
        >
          <p className="nums me-auto font-medium">
            <Plural value={chosen.length} one="# selected" other="# selected" />
          </p>
          <Button size="small" busy={downloading} onClick={() => void download(chosen)}>
            <Download aria-hidden="true" className="size-4" /> <Trans>Download</Trans>
          </Button>
          <Button
            size="small"
            aria-pressed={allFavorites}
            onClick={() =>
              void mark(
                chosen.map(({ value }) => value.requestId),
                !allFavorites,
              )
            }
          >
            <Star aria-hidden="true" className={`size-4 ${allFavorites ? 'fill-current' : ''}`} />{' '}
            <Trans>Favorite</Trans>
          </Button>
          <Button
            size="small"
            look="danger"
            onClick={() => setDeleting(chosen.map(({ value }) => value.requestId))}
          >
            <Trash2 aria-hidden="true" className="size-4" /> <Trans>Delete</Trans>
          </Button>
          <Button size="small" look="quiet" onClick={() => setSelected(new Set())}>
            <X aria-hidden="true" className="size-4" /> <Trans>Clear selection</Trans>
          </Button>
        </div>
      )}
      {!items ? (
        <Unread status={list.status}>
          <div role="status" aria-label={t`Loading your results`} className={gridClasses[shape]}>
            {['a', 'b', 'c', 'd'].map((key) => (
              <Skeleton key={key} className={`rounded-2xl ${shape === 'tiles' ? 'aspect-square' : 'h-28'}`} />
            ))}
          </div>
        </Unread>
      ) : items.length > 0 ? (
        <ul className={gridClasses[shape]}>
          {items.map(({ id, value }) => (
            <li key={id} className="min-w-0">
              <LibraryTile
                id={id}
                activity={value}
                shape={shape}
                modelLabel={labelOf(value.operation, value.model)}
                selected={selected.has(value.requestId)}
                isFavorite={isFavorite(value)}
                onFavorite={mark}
                onSelect={select}
                onOpen={open}
              />
            </li>
          ))}
        </ul>
      ) : found.searching || list.hasOlder ? null : (
        <EmptyState
          icon={isSearch ? Images : search.favorites ? Star : icon}
          title={isSearch ? t`No matching results` : search.favorites ? t`No favorites yet` : empty}
          action={
            <Link to="/" className={buttonClass({})}>
              <Trans>Go to studio</Trans>
            </Link>
          }
        >
          {search.favorites && !isSearch && <Trans>Choose the star of a result, and you find it here.</Trans>}
        </EmptyState>
      )}
      <SearchEnd list={list} found={found} isSearch={isSearch} />
      {opened && (
        <LibraryDetail
          id={opened.id}
          activity={opened.value}
          modelLabel={labelOf(opened.value.operation, opened.value.model)}
          onClose={() => change({ open: '' })}
          onDelete={() => setDeleting([opened.value.requestId])}
        />
      )}
      <ConfirmDialog
        open={deleting.length > 0}
        title={plural(deleting.length, { one: 'Delete # result?', other: 'Delete # results?' })}
        confirmLabel={t`Delete`}
        busy={removing}
        onConfirm={() => void confirmDelete()}
        onCancel={() => setDeleting([])}
      >
        <Trans>
          Files and prompts are deleted for good. The history keeps what they cost; no credits return.
        </Trans>
      </ConfirmDialog>
    </div>
  );
}

function pick(kind: keyof typeof kindPages) {
  const { label, icon } = kindPages[kind];
  return { label, icon };
}
