import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import type { ShownList } from '#kit/hooks/use-list.ts';
import { Button } from '../ui/button.tsx';

interface LoadOlderProps {
  list: Pick<ShownList<unknown>, 'hasOlder' | 'older' | 'loadOlder'>;
  label?: string;
}

/** Loads what lies below a list, for as long as there is something. */
export function LoadOlder({ list, label = t`Load older` }: LoadOlderProps) {
  const { hasOlder, older, loadOlder } = list;
  if (!hasOlder) return null;
  return (
    <div className="mt-6 text-center">
      <Button busy={older === 'loading'} onClick={loadOlder}>
        {label}
      </Button>
      {older === 'failed' && (
        <p role="alert" className="mt-2 text-bad text-xs">
          <Trans>Could not be loaded. Check your connection and try again.</Trans>
        </p>
      )}
    </div>
  );
}
