import { t } from '@lingui/core/macro';
import {
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleX,
  Clock3,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react';
import { classNames } from '../ui/class-names.ts';

export type Standing =
  | 'ok'
  | 'failing'
  | 'failed'
  | 'found'
  | 'degraded'
  | 'down'
  | 'late'
  | 'running'
  | 'new'
  | 'off'
  | 'unknown';

export const standingLooks: Record<Standing, { icon: LucideIcon; word: string; className: string }> = {
  ok: { icon: CircleCheck, word: t`OK`, className: 'text-ok' },
  running: { icon: LoaderCircle, word: t`Running`, className: 'text-held' },
  late: { icon: Clock3, word: t`Late`, className: 'text-bad' },
  degraded: { icon: CircleAlert, word: t`Something is wrong`, className: 'text-bad' },
  down: { icon: CircleX, word: t`Down`, className: 'text-bad' },
  failing: { icon: CircleX, word: t`Failing`, className: 'text-bad' },
  found: { icon: CircleAlert, word: t`Found something wrong`, className: 'text-bad' },
  failed: { icon: CircleX, word: t`Failed`, className: 'text-bad' },
  new: { icon: CircleDashed, word: t`Not yet run`, className: 'text-ink-3' },
  unknown: { icon: CircleDashed, word: t`Not known`, className: 'text-held' },
  off: { icon: CircleDashed, word: t`Off`, className: 'text-ink-3' },
};

/** Shows a standing by icon, word and color. */
export function StandingMark({ standing }: { standing: Standing }) {
  const { icon: Icon, word, className } = standingLooks[standing];
  const spins = standing === 'running' && 'motion-safe:animate-spin';
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-[0.8125rem]',
        className,
      )}
    >
      <Icon aria-hidden="true" className={classNames('size-4', spins)} />
      {word}
    </span>
  );
}
