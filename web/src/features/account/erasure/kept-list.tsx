import { keptAfterErasure, UNDO_ERASURE_MS } from '@firemeter/functions/contract';
import { Trans } from '@lingui/react/macro';
import { useNow } from '#kit/hooks/use-now.ts';
import { keptTexts } from '../../../lib/kept/kept-texts.ts';
import { dateText } from '../../../lib/texts/format.ts';

/** Lists what stays after an erasure, why, and until when. */
export function KeptList({ isDisputed }: { isDisputed: boolean }) {
  const nowMs = useNow({ everyMs: 60_000 });
  const kept = keptAfterErasure(nowMs + UNDO_ERASURE_MS, isDisputed ? ['dispute'] : []);
  return (
    <ul className="mt-2 divide-y divide-line">
      {kept.map(({ what, untilMs }) => (
        <li key={what} className="py-2.5">
          <div className="flex flex-wrap items-baseline justify-between gap-x-4">
            <p className="font-medium">{keptTexts[what].what}</p>
            <p className="nums text-ink-2 text-xs">
              {untilMs === null ? <Trans>for good</Trans> : <Trans>until {dateText(untilMs)}</Trans>}
            </p>
          </div>
          <p className="text-ink-2 text-xs">{keptTexts[what].why}</p>
        </li>
      ))}
    </ul>
  );
}
