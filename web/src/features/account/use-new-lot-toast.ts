import type { Lot } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { useEffect, useRef } from 'react';
import { useAccount } from '#kit/hooks/use-account.ts';
import { toast } from '../../lib/page/toast.ts';
import { creditsText } from '../../lib/texts/format.ts';
import { lotNames } from '../../lib/texts/lot-names.ts';

/** Says so when credits have come in while the page is open. */
export function useNewLotToast(): void {
  const { account } = useAccount();
  const known = useRef<ReadonlySet<string>>(undefined);
  useEffect(() => {
    if (!account) return;
    const before = known.current;
    known.current = new Set([...(before ?? []), ...account.lots.map((lot) => lot.lotId)]);
    if (!before) return;
    for (const lot of account.lots) if (isNew(lot, before)) tell(lot);
  }, [account]);
}

/** A lot that was emptied and came back by a return is no gift. */
function isNew(lot: Lot, before: ReadonlySet<string>): boolean {
  return !before.has(lot.lotId) && Date.now() - lot.grantedAtMs < 120_000;
}

function tell(lot: Lot): void {
  toast.success(t`You received ${creditsText(lot.remainingMicros)}`, { description: lotNames[lot.source] });
}
