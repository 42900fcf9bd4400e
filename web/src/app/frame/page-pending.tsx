import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { useEffect, useState } from 'react';
import { useOnline } from '#kit/hooks/use-online.ts';
import { Skeleton } from '../../components/controls/skeleton.tsx';

/** Longer than any page takes that comes at all. */
const SLOW_AFTER_MS = 5_000;

/** While a page's code is on its way. */
export function PagePending() {
  const online = useOnline();
  const [isSlow, setIsSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setIsSlow(true), SLOW_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={t`Loading`} className="mx-auto w-full max-w-5xl space-y-4">
      {(!online || isSlow) && (
        <p className="rounded-xl border border-held/50 bg-held/8 p-4">
          <Trans>
            You’re offline, so this page couldn’t load yet. It opens as soon as you’re back online.
          </Trans>
        </p>
      )}
      <Skeleton className="h-8 w-40" />
      <Skeleton className="h-24 rounded-xl" />
      <Skeleton className="h-64 rounded-xl" />
    </div>
  );
}
