import { Trans } from '@lingui/react/macro';
import { CloudOff } from 'lucide-react';
import { Button } from './button.tsx';

/** What was made is kept, but cannot be reached right now. */
export function FileTrouble({ onAgain }: { onAgain: () => void }) {
  return (
    <div
      role="alert"
      className="flex size-full min-h-24 flex-col items-center justify-center gap-2 p-4 text-center text-ink-2 text-xs"
    >
      <CloudOff aria-hidden="true" className="size-5 text-ink-3" />
      <Trans>This could not be loaded.</Trans>
      <Button size="small" onClick={onAgain}>
        <Trans>Try again</Trans>
      </Button>
    </div>
  );
}
