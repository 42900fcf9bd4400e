import type { SealFinding } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { ShieldAlert } from 'lucide-react';
import { sealFindingText } from '../../lib/staff-texts/seal-finding-text.ts';

/** Everything that is not as it was sealed. */
export function SealFindings({ findings, count }: { findings: readonly SealFinding[]; count: number }) {
  return (
    <div className="rounded-xl border border-bad/30 bg-bad/8 p-4">
      <p className="flex items-center gap-2 font-medium text-bad">
        <ShieldAlert aria-hidden="true" className="size-5 shrink-0" />
        <Plural
          value={count}
          one="# thing is not as it was sealed."
          other="# things are not as they were sealed."
        />
      </p>
      <ul
        aria-label={t`What was found`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and has nothing in it that a key could reach
        tabIndex={0}
        className="mt-3 max-h-80 list-disc space-y-1.5 overflow-y-auto pl-5 text-ink-2"
      >
        {findings.map((finding) => (
          <li key={`${finding.kind} ${finding.number} ${finding.entryId}`} className="break-words">
            {sealFindingText(finding)}
          </li>
        ))}
      </ul>
      {findings.length < count && (
        <p className="mt-2 text-ink-3 text-xs">
          <Trans>The first {findings.length} of them.</Trans>
        </p>
      )}
    </div>
  );
}
