import type { SealFinding } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { isolated } from '../texts/isolated.ts';

/** Describes a finding: what differs from the seal, and where. */
export function sealFindingText({ kind, number, entryId }: SealFinding): string {
  const [entry, seal] = [isolated(entryId ?? ''), number ?? ''];
  switch (kind) {
    case 'changed':
      return t`Entry ${entry} was changed after seal ${seal} had sealed it.`;
    case 'missing':
      return entryId === null
        ? t`Seal ${seal} is missing between others.`
        : t`Entry ${entry}, which seal ${seal} names, is missing.`;
    case 'reordered':
      return entryId === null
        ? t`Seal ${seal} names its entries in another order, or stands in another place.`
        : t`Entry ${entry} has the content of another entry: they were swapped.`;
    case 'added':
      return number === null
        ? t`Entry ${entry} was added later: it says it was made before a seal that doesn’t name it.`
        : t`Seal ${seal} seals entry ${entry} a second time.`;
    case 'resealed':
      return t`The history up to seal ${seal} was written anew: it is not the one that was there before.`;
    case 'fork':
      return t`There are two seals ${seal} that follow the same seal: different histories are being shown.`;
    case 'cut':
      return t`Seals from ${seal} on are gone, which were there before.`;
    case 'swapped-account':
      return entryId === null
        ? t`Seal ${seal} belongs to the history of another account.`
        : t`Entry ${entry} belongs to another account.`;
    case 'old-key':
      return number === null
        ? t`A key that was replaced is said to be in use again.`
        : t`Seal ${seal} is signed with a key that had been replaced by then.`;
    case 'unsigned':
      return number === null
        ? t`There is a seal that can’t be read.`
        : t`Seal ${seal} is not signed by a published key, or was changed after it was signed.`;
    case 'balance-off':
      return t`Seal ${seal} states another balance than its entries add up to.`;
    default:
      return kind satisfies never;
  }
}
