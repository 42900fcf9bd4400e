import type { Found } from '../lib/use-found.ts';
import type { ShownList } from '../lib/use-list.ts';
import { Button } from './button.tsx';
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
    <div className="mt-6 text-center">
      <p className="mb-2 text-ink-2 text-xs">{found.looked} entries searched, newest first.</p>
      <Button onClick={found.searchOn}>Search older</Button>
    </div>
  );
}
