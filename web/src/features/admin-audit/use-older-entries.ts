import { AuditEntry, collections } from '@firemeter/functions/contract';
import { auditEntriesShown } from '../../lib/live-sources.ts';
import type { LiveItem } from '../../lib/live-store.ts';
import { useOlder } from '../../lib/use-older.ts';

/** What lies behind the live list: entries never change. */
export function useOlderEntries(live: readonly LiveItem<AuditEntry>[] | undefined) {
  return useOlder({
    queryKey: ['older-audit-entries'],
    collectionName: collections.audit,
    where: [],
    schema: AuditEntry,
    live,
    shownLive: auditEntriesShown,
  });
}
