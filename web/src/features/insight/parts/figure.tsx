import { t } from '@lingui/core/macro';
import { Link } from '@tanstack/react-router';
import { ArrowDownRight, ArrowUpRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { classNames } from '../../../components/ui/class-names.ts';
import { Definition } from '../../../components/ui/definition.tsx';
import { definitions, type FigureName } from '../definitions.ts';

interface FigureProps {
  label: string;
  name: FigureName;
  /** Undefined while it is read. */
  value: string | undefined;
  /** The difference from the range before. */
  change?: string | null | undefined;
  /** The value in the range before. */
  before?: string | undefined;
  /** Whether more of it is better, worse, or neither. */
  more?: 'better' | 'worse' | 'neither';
  note?: ReactNode;
  /** The page that explains it. */
  to?: { to: string; search?: object } | undefined;
}

/** One figure: its value, its change, its meaning on demand, and the way to the page that explains it. */
export function Figure({ label, name, value, change, before, more = 'better', note, to }: FigureProps) {
  return (
    <div className="group relative -me-px -mb-px min-w-0 border-line border-e border-b px-4 py-3.5 transition-colors has-[a:hover]:bg-raised/50">
      <dt className="flex min-h-6 min-w-0 items-center gap-0.5 text-ink-2 text-xs">
        {to ? (
          <Link
            to={to.to as never}
            search={to.search as never}
            className="min-w-0 text-balance hyphens-auto break-words leading-snug after:absolute after:inset-0 after:rounded-xl focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ember-text focus-visible:after:-outline-offset-2"
          >
            {label}
          </Link>
        ) : (
          <span className="min-w-0 text-balance hyphens-auto break-words leading-snug">{label}</span>
        )}
        <span className="relative z-1">
          <Definition of={label} text={definitions[name]} />
        </span>
      </dt>
      <dd className="mt-0.5">
        {value === undefined ? (
          <Skeleton className="my-1 h-7 w-24" />
        ) : (
          <span className="nums block truncate font-semibold text-lg tracking-tight sm:text-2xl">
            {value}
          </span>
        )}
        <span className="nums mt-0.5 flex min-h-5 flex-wrap items-center gap-x-2 text-ink-3 text-xs">
          {change != null && <Change text={change} more={more} before={before} />}
          {note}
        </span>
      </dd>
    </div>
  );
}

interface ChangeProps {
  text: string;
  more: 'better' | 'worse' | 'neither';
  before: string | undefined;
}

function Change({ text, more, before }: ChangeProps) {
  const isUp = text.startsWith('+') || /^\p{L}|×/u.test(text);
  const isDown = /^[-−]/.test(text);
  const isGood = more === 'worse' ? isDown : isUp;
  const isNeutral = more === 'neither' || !(isUp || isDown);
  const Icon = isUp ? ArrowUpRight : ArrowDownRight;
  return (
    <span
      title={before === undefined ? undefined : t`Before: ${before}`}
      className={classNames(
        'relative z-1 inline-flex items-center gap-0.5 font-medium',
        isNeutral ? 'text-ink-2' : isGood ? 'text-ok' : 'text-bad',
      )}
    >
      {(isUp || isDown) && <Icon aria-hidden="true" className="size-3.5" />}
      {text}
      {before !== undefined && <span className="sr-only">{t`, before: ${before}`}</span>}
    </span>
  );
}

interface FiguresProps {
  label: string;
  children: ReactNode;
}

/** Figures side by side, with hairlines between them. */
export function Figures({ label, children }: FiguresProps) {
  return (
    <dl
      aria-label={label}
      className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,8.25rem),1fr))] overflow-hidden rounded-xl border border-line bg-surface"
    >
      {children}
    </dl>
  );
}
