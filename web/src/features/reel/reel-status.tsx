import { assertNever, type Reel } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { CircleCheck, CircleSlash, LoaderCircle, type LucideIcon, OctagonPause } from 'lucide-react';

/** Shows the status of a reel by word, icon and color. */
export function ReelStatus({ status }: { status: Reel['status'] }) {
  const { icon: Icon, word, className } = lookOf(status);
  return (
    <span className={`inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-xs ${className}`}>
      <Icon aria-hidden="true" className={`size-4 ${status === 'running' ? 'animate-spin' : ''}`} />
      {word}
    </span>
  );
}

function lookOf(status: Reel['status']): { icon: LucideIcon; word: string; className: string } {
  switch (status) {
    case 'running':
      return { icon: LoaderCircle, word: t`In progress`, className: 'text-held' };
    case 'stopped':
      return { icon: OctagonPause, word: t`Stopped`, className: 'text-bad' };
    case 'completed':
      return { icon: CircleCheck, word: t`Finished`, className: 'text-ok' };
    case 'cancelled':
      return { icon: CircleSlash, word: t`Cancelled`, className: 'text-ink-2' };
    default:
      return assertNever(status);
  }
}
