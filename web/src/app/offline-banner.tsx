import { WifiOff } from 'lucide-react';
import { useOnline } from '../lib/use-online.ts';

export function OfflineBanner() {
  const online = useOnline();
  return (
    <div role="status" className="sticky top-0 z-40">
      {!online && (
        <p className="flex animate-rise items-center justify-center gap-2 bg-held px-4 py-1.5 text-center font-medium text-bg text-xs">
          <WifiOff aria-hidden="true" className="size-3.5 shrink-0" />
          You are offline. What you see may be out of date; everything goes on by itself when you are back.
        </p>
      )}
    </div>
  );
}
