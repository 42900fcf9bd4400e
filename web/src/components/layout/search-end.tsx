import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ShownList } from '#kit/hooks/use-list.ts';
import type { Found } from '../../lib/page/use-found.ts';
import { LoadOlder } from './load-older.tsx';

interface SearchEndProps {
  list: Pick<ShownList<unknown>, 'hasOlder' | 'older' | 'loadOlder'>;
  found: Found<unknown>;
  isSearch: boolean;
}

/** Below a list: loads older ones, or tells how far a search has come. */
export function SearchEnd({ list, found, isSearch }: SearchEndProps) {
  if (!isSearch) return <LoadOlder list={list} />;
  if (found.searching) {
    return (
      <p role="status" className="mt-6 text-center text-ink-2 text-xs">
        <Trans>Searching older entries… {found.looked} searched.</Trans>
      </p>
    );
  }
  if (!list.hasOlder) return null;
  return (
    <>
      <p className="mt-6 -mb-4 text-center text-ink-2 text-xs">
        <Trans>{found.looked} entries searched, newest first.</Trans>
      </p>
      <LoadOlder list={{ ...list, loadOlder: found.searchOn }} label={t`Search older`} />
    </>
  );
}
