import { Skeleton } from '../components/skeleton.tsx';

/** While a page's code is on its way. */
export function PagePending() {
  return (
    <div role="status" aria-label="Loading" className="mx-auto w-full max-w-5xl space-y-4">
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-24 rounded-xl" />
      <Skeleton className="h-64 rounded-xl" />
    </div>
  );
}
