import type { CatalogFault } from '@firemeter/functions/contract';
import { Trans } from '@lingui/react/macro';
import { FileX } from 'lucide-react';
import { Button } from '../../../components/ui/button.tsx';
import { describeIssue } from '../../../lib/errors/describe-issue.ts';

const SHOWN = 12;

/** Why a file is no catalog, place by place. */
export function ImportNotice({ faults, onClose }: { faults: readonly CatalogFault[]; onClose: () => void }) {
  return (
    <section role="alert" className="mb-5 rounded-2xl border border-bad/40 bg-bad/8 p-4">
      <h2 className="flex items-center gap-2 font-semibold">
        <FileX aria-hidden="true" className="size-4 text-bad" />
        <Trans>This file is not a catalog</Trans>
      </h2>
      <ul className="mt-2 space-y-1 text-[0.8125rem]">
        {faults.slice(0, SHOWN).map((fault) => (
          <li key={`${fault.path} ${fault.message}`} className="break-words">
            {fault.path && <span className="break-all font-mono text-xs">{fault.path}</span>}{' '}
            {describeIssue(fault)}
          </li>
        ))}
        {faults.length > SHOWN && (
          <li>
            <Trans>and {faults.length - SHOWN} more</Trans>
          </li>
        )}
      </ul>
      <Button size="small" className="mt-3" onClick={onClose}>
        <Trans>Close</Trans>
      </Button>
    </section>
  );
}
