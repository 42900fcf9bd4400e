import type { CatalogChange } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { ArrowRight } from 'lucide-react';
import { changeWords } from '../../lib/staff-texts/catalog-change-words.ts';

/** Differences between two catalogs, one a line. */
export function ChangesList({ changes, label }: { changes: readonly CatalogChange[]; label: string }) {
  return (
    // A list that scrolls has to be reached by the keyboard.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: as above
    <ul aria-label={label} tabIndex={0} className="max-h-64 divide-y divide-line overflow-y-auto rounded-lg">
      {changes
        .map((change) => ({ change, ...changeWords(change) }))
        .map(({ change, label: about, before, after }) => (
          <li key={`${change.path} ${change.field}`} className="py-2 text-[0.8125rem]">
            <p className="text-ink-2 text-xs">{about}</p>
            <p className="nums flex flex-wrap items-center gap-x-1.5 break-words">
              {before !== null && <span className="text-ink-3 line-through">{before}</span>}
              {before !== null && (
                <ArrowRight role="img" aria-label={t`becomes`} className="size-3.5 text-ink-3" />
              )}
              <span className="font-medium text-ink">{after ?? t`removed`}</span>
            </p>
          </li>
        ))}
    </ul>
  );
}
