import type { CatalogFault } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { CircleAlert, FilePenLine } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';

interface DraftBarProps {
  changes: number;
  faults: readonly CatalogFault[];
  /** Another version was published since the draft was begun. */
  overtaken: boolean;
  onShowFault: (fault: CatalogFault) => void;
  onReview: () => void;
  onDiscard: () => void;
}

/** Stays in sight while something is changed and not published. */
export function DraftBar(props: DraftBarProps) {
  const { changes, faults, overtaken, onShowFault, onReview, onDiscard } = props;
  const [fault] = faults;
  return (
    <section
      aria-label={t`Draft`}
      className="sticky bottom-[calc(var(--tabbar)+0.75rem)] z-20 mt-auto animate-rise pt-6"
    >
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-2xl border border-line-strong bg-surface p-3 ps-4 shadow-float">
        <p role="status" className="flex grow items-center gap-2 whitespace-nowrap font-medium">
          <FilePenLine aria-hidden="true" className="size-4 shrink-0 text-ember-text" />
          <Plural value={changes} one="# change" other="# changes" />
          <span className="font-normal text-ink-3 text-xs max-lg:hidden">
            <Trans>kept in this browser</Trans>
          </span>
        </p>
        {fault && (
          <Button look="danger" size="small" onClick={() => onShowFault(fault)}>
            <CircleAlert aria-hidden="true" className="size-4" />
            <Plural value={faults.length} one="# fault" other="# faults" />
          </Button>
        )}
        <div className="flex gap-2">
          <Button look="quiet" onClick={onDiscard}>
            <Trans>Discard</Trans>
          </Button>
          <Button look="primary" disabled={faults.length > 0 || overtaken} onClick={onReview}>
            <Trans>Review</Trans>
          </Button>
        </div>
      </div>
    </section>
  );
}
