import type { CatalogFault } from '@firemeter/functions/contract';
import { CircleAlert, FilePenLine } from 'lucide-react';
import { Button } from '../../components/button.tsx';

interface DraftBarProps {
  changes: number;
  faults: readonly CatalogFault[];
  /** Another version was published since the draft was begun. */
  overtaken: boolean;
  onReview: () => void;
  onDiscard: () => void;
}

/** Stays in sight while something is changed and not published. */
export function DraftBar({ changes, faults, overtaken, onReview, onDiscard }: DraftBarProps) {
  const [fault] = faults;
  return (
    <section
      aria-label="Draft"
      className="sticky bottom-[calc(var(--tabbar)+0.75rem)] z-20 mt-6 flex animate-rise flex-wrap items-center gap-x-4 gap-y-2 rounded-2xl border border-line-strong bg-raised p-3 pl-4 shadow-float"
    >
      <p role="status" className="flex min-w-0 flex-1 items-center gap-2 font-medium">
        <FilePenLine aria-hidden="true" className="size-4 shrink-0 text-ember-text" />
        {changes} {changes === 1 ? 'change' : 'changes'}
        <span className="font-normal text-ink-3 text-xs max-sm:hidden">kept in this browser</span>
      </p>
      {fault && (
        <p className="flex min-w-0 items-center gap-1.5 text-bad text-xs">
          <CircleAlert aria-hidden="true" className="size-3.5 shrink-0" />
          <span className="break-all">
            {faults.length === 1 ? 'One field is wrong' : `${faults.length} fields are wrong`}: {fault.path}
          </span>
        </p>
      )}
      <div className="flex gap-2">
        <Button look="quiet" onClick={onDiscard}>
          Discard
        </Button>
        <Button look="primary" disabled={faults.length > 0 || overtaken} onClick={onReview}>
          Review and publish
        </Button>
      </div>
    </section>
  );
}
