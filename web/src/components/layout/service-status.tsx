import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { type ShownStatus, useServiceStatus } from '../../lib/data/use-service-status.ts';
import { healthText } from '../../lib/staff-texts/health-texts.ts';
import { partName } from '../../lib/staff-texts/service-words.ts';
import { classNames } from '../ui/class-names.ts';
import { standingLooks } from './standing-mark.tsx';

/** The status of the service on every page of staff; a way to what is wrong for those who may see it. */
export function ServiceStatusMark({ linked }: { linked: boolean }) {
  const shown = useServiceStatus();
  const { icon: Icon, word, className } = standingLooks[shown.status];
  const isWell = shown.status === 'ok';
  const label = t`Service status: ${word}`;
  const look = classNames(
    'inline-flex h-9 items-center gap-1.5 rounded-full border px-2.5 font-semibold text-xs',
    isWell ? 'border-line-strong text-ink-2' : 'border-current',
    !isWell && className,
  );
  const content = (
    <>
      <Icon aria-hidden="true" className={classNames('size-4', className)} />
      <span className="max-md:sr-only">{word}</span>
    </>
  );
  if (!linked) {
    return (
      <span role="img" aria-label={label} title={titleOf(shown)} className={look}>
        {content}
      </span>
    );
  }
  return (
    <Link to="/admin/system" aria-label={label} title={titleOf(shown)} className={look}>
      {content}
    </Link>
  );
}

function titleOf({ faults }: ShownStatus): string | undefined {
  if (faults.length === 0) return undefined;
  return faults
    .map((fault) => {
      const text = healthText(fault);
      return text ? `${partName(fault.name)}: ${text}` : partName(fault.name);
    })
    .join(' · ');
}
