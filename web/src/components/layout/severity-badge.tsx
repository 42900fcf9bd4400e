import type { Severity } from '@firemeter/functions/contract';
import { Flame, type LucideIcon, OctagonAlert, ShieldAlert, TriangleAlert } from 'lucide-react';
import { severityTexts } from '../../lib/staff-texts/severity-texts.ts';
import { classNames } from '../ui/class-names.ts';

const looks: Record<Severity, { icon: LucideIcon; word: string; className: string }> = {
  low: { icon: ShieldAlert, word: severityTexts.low, className: 'text-ink-2' },
  medium: { icon: TriangleAlert, word: severityTexts.medium, className: 'text-held' },
  high: { icon: Flame, word: severityTexts.high, className: 'text-bad' },
  critical: {
    icon: OctagonAlert,
    word: severityTexts.critical,
    className: 'rounded-md bg-bad/12 px-1.5 py-0.5 text-bad',
  },
};

export function SeverityBadge({ severity }: { severity: Severity }) {
  const { icon: Icon, word, className } = looks[severity];
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-[0.8125rem]',
        className,
      )}
    >
      <Icon aria-hidden="true" className="size-4" />
      {word}
    </span>
  );
}
