import { type ActivityStatus, assertNever } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { CircleCheck, CircleX, Clock3, LoaderCircle, type LucideIcon, TimerOff } from 'lucide-react';
import { classNames } from '../ui/class-names.ts';

interface Look {
  icon: LucideIcon;
  word: string;
  className: string;
}

function statusLook(status: ActivityStatus): Look {
  switch (status) {
    case 'pending':
      return { icon: Clock3, word: t`Pending`, className: 'text-ink-2' };
    case 'processing':
      return { icon: LoaderCircle, word: t`Processing`, className: 'text-held' };
    case 'completed':
      return { icon: CircleCheck, word: t`Completed`, className: 'text-ok' };
    case 'failed':
      return { icon: CircleX, word: t`Failed`, className: 'text-bad' };
    case 'expired':
      return { icon: TimerOff, word: t`Expired`, className: 'text-returned' };
    default:
      return assertNever(status);
  }
}

export function StatusBadge({ status, className }: { status: ActivityStatus; className?: string }) {
  const { icon: Icon, word, className: look } = statusLook(status);
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-[0.8125rem] transition-colors duration-500',
        look,
        className,
      )}
    >
      <Icon
        aria-hidden="true"
        className={classNames('size-4', status === 'processing' && 'motion-safe:animate-spin')}
      />
      {word}
    </span>
  );
}
