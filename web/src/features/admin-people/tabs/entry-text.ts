import type { LedgerEntry } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { reasonText } from '../../../lib/ledger/movement-texts.ts';
import { lotNames } from '../../../lib/texts/lot-names.ts';

const titles: Record<LedgerEntry['kind'], string> = {
  usage: t`Used`,
  grant: t`Received`,
  revoke: t`Taken back`,
  lapse: t`Expired`,
  repay: t`Repaid a debt`,
};

/** Returns the title and reason of a ledger entry. */
export function entryText(entry: LedgerEntry): { title: string; detail: string | null } {
  const title = titles[entry.kind];
  if (entry.kind === 'usage') return { title, detail: `${entry.operation} · ${entry.model}` };
  if (entry.kind === 'grant')
    return { title, detail: `${lotNames[entry.lot.source]} · ${reasonText(entry.reason)}` };
  return { title, detail: entry.kind === 'revoke' ? entry.reason : null };
}
