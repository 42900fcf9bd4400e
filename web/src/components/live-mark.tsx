import { assertNever } from '@firemeter/functions/contract';
import type { LiveStatus } from '../lib/live-store.ts';
import { useOnline } from '../lib/use-online.ts';
import { classNames } from './class-names.ts';

/** Tells truthfully whether what is shown is what the server has. */
export function LiveMark({ status, paused = false }: { status: LiveStatus; paused?: boolean }) {
  const online = useOnline();
  const { word, className, beating } = look({ status: online ? status : 'offline', paused });
  return (
    <span
      role="status"
      aria-label={`Connection: ${word}`}
      className={classNames(
        'inline-flex h-7 items-center gap-2 rounded-full border px-2.5 font-semibold text-[0.6875rem] uppercase tracking-[0.08em]',
        className,
      )}
    >
      <span aria-hidden="true" className="relative flex size-2">
        {beating && (
          <span className="absolute inset-0 animate-ping-slow rounded-full bg-current opacity-60" />
        )}
        <span className="relative size-2 rounded-full bg-current" />
      </span>
      {word}
    </span>
  );
}

function look({ status, paused }: { status: LiveStatus; paused: boolean }) {
  if (paused && status === 'live')
    return { word: 'Paused', className: 'border-line-strong text-ink-2', beating: false };
  switch (status) {
    case 'live':
      return { word: 'Live', className: 'border-ok/35 bg-ok/8 text-ok', beating: true };
    case 'loading':
      return { word: 'Connecting', className: 'border-line-strong text-ink-2', beating: false };
    case 'offline':
      return { word: 'Offline', className: 'border-held/40 text-held', beating: false };
    case 'error':
      return { word: 'Reconnecting', className: 'border-bad/40 text-bad', beating: false };
    default:
      return assertNever(status);
  }
}
