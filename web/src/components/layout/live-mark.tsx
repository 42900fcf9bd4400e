import { assertNever, SECOND_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useNow } from '#kit/hooks/use-now.ts';
import { useOnline } from '#kit/hooks/use-online.ts';
import type { Delay } from '#kit/lists/list-state.ts';
import type { LiveStatus } from '#kit/live/live-store.ts';
import { useAwake } from '../../lib/page/use-awake.ts';
import { durationText } from '../../lib/texts/format.ts';
import { classNames } from '../ui/class-names.ts';

interface LiveMarkProps {
  status: LiveStatus;
  paused?: boolean;
  /** How late the newest change was shown, where that is measured. */
  delay?: Delay | null;
  /** Nothing beats, which would hold up a page that is busy. */
  isStill?: boolean;
}

/** From here on what is shown is no longer called live. */
const behindMs = 3 * SECOND_MS;
/** After so long without a change, what was late has arrived. */
const quietMs = 5 * SECOND_MS;

/** Tells truthfully whether what is shown is what the server has, and how late it is. */
export function LiveMark({ status, paused = false, delay = null, isStill = false }: LiveMarkProps) {
  const online = useOnline();
  const awake = useAwake();
  const nowMs = useNow({ everyMs: SECOND_MS, ticking: delay !== null });
  const delayMs = delay && nowMs - delay.atMs < quietMs ? delay.ms : null;
  const connection: LiveStatus = !online ? 'offline' : awake || status !== 'live' ? status : 'loading';
  const { word, className, beating } = look({ status: connection, paused, delayMs });
  return (
    <span
      role="status"
      aria-label={t`Connection: ${word}`}
      className={classNames(
        'inline-flex h-7 items-center gap-2 rounded-full border px-2.5 font-semibold text-[0.6875rem] uppercase tracking-[0.08em]',
        className,
      )}
    >
      <span aria-hidden="true" className="relative flex size-2">
        {beating && !isStill && (
          <span className="absolute inset-0 animate-ping-slow rounded-full bg-current opacity-60" />
        )}
        <span className="relative size-2 rounded-full bg-current" />
      </span>
      {word}
      {connection === 'live' && !paused && delayMs !== null && (
        <span aria-hidden="true" title={t`How late the newest change was shown`} className="nums normal-case">
          {durationText(delayMs)}
        </span>
      )}
    </span>
  );
}

interface Standing {
  status: LiveStatus;
  paused: boolean;
  delayMs: number | null;
}

function look({ status, paused, delayMs }: Standing) {
  if (paused && status === 'live')
    return { word: t`Paused`, className: 'border-line-strong text-ink-2', beating: false };
  switch (status) {
    case 'live':
      return delayMs !== null && delayMs > behindMs
        ? { word: t`Behind`, className: 'border-held/40 text-held', beating: false }
        : { word: t`Live`, className: 'border-ok/35 bg-ok/8 text-ok', beating: true };
    case 'loading':
      return { word: t`Connecting`, className: 'border-line-strong text-ink-2', beating: false };
    case 'offline':
      return { word: t`Offline`, className: 'border-held/40 text-held', beating: false };
    case 'error':
      return { word: t`Reconnecting`, className: 'border-bad/40 text-bad', beating: false };
    default:
      return assertNever(status);
  }
}
