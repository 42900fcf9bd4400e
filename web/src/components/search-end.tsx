import type { Found } from '../lib/use-found.ts';
import type { ShownList } from '../lib/use-list.ts';
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
        Searching older entries… {found.looked} searched.
      </p>
    );
  }
  if (!list.hasOlder) return null;
  return (
    <>
      <p className="mt-6 -mb-4 text-center text-ink-2 text-xs">
        {found.looked} entries searched, newest first.
      </p>
      <LoadOlder list={{ ...list, loadOlder: found.searchOn }} label="Search older" />
    </>
  );
}
