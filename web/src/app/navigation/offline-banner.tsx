import { Trans } from '@lingui/react/macro';
import { WifiOff } from 'lucide-react';
import { useOnline } from '#kit/hooks/use-online.ts';

export function OfflineBanner() {
  const online = useOnline();
  return (
    <div role="status" className="sticky top-0 z-40 h-(--banner)" data-offline={online ? undefined : true}>
      {!online && (
        <p className="flex h-full animate-fade items-center justify-center gap-2 bg-held px-4 font-medium text-bg text-xs">
          <WifiOff aria-hidden="true" className="size-3.5 shrink-0" />
          <span className="truncate">
            <Trans>You are offline. What you see may be out of date.</Trans>
          </span>
        </p>
      )}
    </div>
  );
}
