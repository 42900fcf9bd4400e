import { Trans } from '@lingui/react/macro';
import { GitMerge } from 'lucide-react';
import { Button } from '../ui/button.tsx';

interface OvertakenNoticeProps {
  version: number;
  /** What it changed, in words. */
  changes: readonly string[];
  onTakeOver: () => void;
  onDiscard: () => void;
}

const SHOWN = 8;

/** Another version came between: the draft is kept, and made anew on it when the admin has seen what it changed. */
export function OvertakenNotice({ version, changes, onTakeOver, onDiscard }: OvertakenNoticeProps) {
  return (
    <section role="alert" className="mb-5 animate-rise rounded-2xl border border-held/50 bg-held/8 p-4">
      <h2 className="flex items-center gap-2 font-semibold">
        <GitMerge aria-hidden="true" className="size-4 text-held" />
        <Trans>Version {version} was published meanwhile</Trans>
      </h2>
      <p className="mt-1 text-ink-2">
        <Trans>Your draft is kept. Changes since you started it:</Trans>
      </p>
      <ul className="mt-2 list-disc space-y-0.5 ps-5 text-[0.8125rem]">
        {changes.slice(0, SHOWN).map((change) => (
          <li key={change} className="break-words">
            {change}
          </li>
        ))}
        {changes.length > SHOWN && (
          <li>
            <Trans>and {changes.length - SHOWN} more</Trans>
          </li>
        )}
        {changes.length === 0 && (
          <li>
            <Trans>no visible changes</Trans>
          </li>
        )}
      </ul>
      <div className="mt-3 flex flex-wrap gap-2">
        <Button look="primary" size="small" onClick={onTakeOver}>
          <Trans>Apply my changes to version {version}</Trans>
        </Button>
        <Button look="quiet" size="small" onClick={onDiscard}>
          <Trans>Discard my draft</Trans>
        </Button>
      </div>
    </section>
  );
}
