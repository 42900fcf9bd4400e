import { CircleCheck, CircleDashed, CircleX, Clock3, LoaderCircle, type LucideIcon } from 'lucide-react';
import { classNames } from '../../components/class-names.ts';

type Standing = 'ok' | 'failing' | 'failed' | 'degraded' | 'down' | 'late' | 'running' | 'new' | 'off';

const looks: Record<Standing, { icon: LucideIcon; word: string; className: string }> = {
  ok: { icon: CircleCheck, word: 'OK', className: 'text-ok' },
  running: { icon: LoaderCircle, word: 'Running', className: 'text-held' },
  late: { icon: Clock3, word: 'Late', className: 'text-bad' },
  degraded: { icon: Clock3, word: 'Something is wrong', className: 'text-bad' },
  down: { icon: CircleX, word: 'Down', className: 'text-bad' },
  failing: { icon: CircleX, word: 'Failing', className: 'text-bad' },
  failed: { icon: CircleX, word: 'Failed', className: 'text-bad' },
  new: { icon: CircleDashed, word: 'Not yet run', className: 'text-ink-3' },
  off: { icon: CircleDashed, word: 'Off', className: 'text-ink-3' },
};

/** How something stands: by icon, word and colour. */
export function Mark({ standing }: { standing: Standing }) {
  const { icon: Icon, word, className } = looks[standing];
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
