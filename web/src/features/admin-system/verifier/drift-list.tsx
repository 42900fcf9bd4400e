import type { Drift } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../components/ui/button.tsx';
import { exactCredits, numberText } from '../../../lib/texts/format.ts';
import { driftCauseText } from './drift-cause-text.ts';
import { type DriftGroup, groupDrifts } from './drift-groups.ts';
import { driftText } from './drift-texts.ts';

const shownAtFirst = 20;

/** Shows the drifts of the books by cause: each group opens to its drifts. */
export function DriftList({ drifts, count }: { drifts: readonly Drift[]; count: number }) {
  return (
    <>
      <p className="mt-4 font-medium text-bad">
        <Trans>
          <Plural value={count} one="# drift" other="# drifts" />. Nothing was changed: look at each cause.
        </Trans>
      </p>
      <ul
        aria-label={t`Drifts`}
        className="mt-3 divide-y divide-line rounded-2xl border border-line bg-surface"
      >
        {groupDrifts(drifts).map((group) => (
          <Group key={group.key} group={group} />
        ))}
      </ul>
      {drifts.length < count && (
        <p className="mt-2 text-ink-3 text-xs">
          <Trans>The first {drifts.length} of them.</Trans>
        </p>
      )}
    </>
  );
}

function Group({ group: { first, drifts } }: { group: DriftGroup }) {
  const [shown, setShown] = useState(shownAtFirst);
  const sumMicros = drifts.reduce((sum, { offByMicros }) => sum + (offByMicros ?? 0), 0);
  // A cause that names something differs from drift to drift.
  const isShared = drifts.every((drift) => driftCauseText(drift) === driftCauseText(first));
  return (
    <li>
      <details className="group">
        <summary className="flex cursor-pointer list-none flex-wrap items-start gap-x-3 gap-y-1 px-4 py-3 sm:px-5 [&::-webkit-details-marker]:hidden">
          <ChevronRight
            aria-hidden="true"
            className="mt-1 size-4 shrink-0 text-ink-3 transition-transform group-open:rotate-90 rtl:-scale-x-100"
          />
          <span className="min-w-0 flex-1">
            <span className="block font-medium">{driftText(first.kind)}</span>
            <span className="block text-ink-2">{isShared ? driftCauseText(first) : t`Several causes`}</span>
          </span>
          <span className="nums text-end text-[0.8125rem]">
            <span className="block font-medium text-bad">
              <Plural value={drifts.length} one="# drift" other="# drifts" />
            </span>
            {sumMicros !== 0 && (
              <span className="block text-ink-3">
                <Trans>{signedCredits(sumMicros)} credits in all</Trans>
              </span>
            )}
          </span>
        </summary>
        <ul className="divide-y divide-line border-line border-t bg-sunken/50">
          {drifts.slice(0, shown).map((drift) => (
            <DriftRow
              key={`${drift.accountId} ${drift.kind} ${drift.subject}`}
              drift={drift}
              hasOwnCause={!isShared}
            />
          ))}
        </ul>
        {shown < drifts.length && (
          <div className="border-line border-t px-5 py-2.5 ps-12">
            <Button size="small" onClick={() => setShown(shown + 100)}>
              <Trans>Show {numberText(Math.min(100, drifts.length - shown))} more</Trans>
            </Button>
          </div>
        )}
      </details>
    </li>
  );
}

function DriftRow({ drift, hasOwnCause }: { drift: Drift; hasOwnCause: boolean }) {
  const { accountId, subject, offByMicros } = drift;
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 px-5 py-2 ps-12">
      <span className="min-w-0">
        {hasOwnCause && <span className="block text-ink-2">{driftCauseText(drift)}</span>}
        <span className="block break-all font-mono text-ink-3 text-xs">
          <Trans>
            <bdi>{subject}</bdi> · account <bdi>{accountId}</bdi>
          </Trans>
        </span>
      </span>
      {offByMicros !== null && (
        <span className="nums text-bad text-xs">
          <Trans>{signedCredits(offByMicros)} credits</Trans>
        </span>
      )}
    </li>
  );
}

function signedCredits(micros: number): string {
  return `${micros > 0 ? '+' : ''}${exactCredits(micros)}`;
}
