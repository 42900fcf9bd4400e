import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import { ledgerList } from '../../lib/ledger/ledger-query.ts';
import { readMovements } from '../../lib/ledger/read-movements.ts';
import { useServices } from '../../lib/service/services.ts';
import type { UsageEntry } from '../../lib/spending/spending.ts';

const keptMs = 10 * 60_000;

interface Usage {
  /** Newest first; undefined while it is read. */
  entries: readonly UsageEntry[] | undefined;
  error: unknown;
  retry: () => void;
}

/** Reads all usage of an account since a time, and listens for more. */
export function useUsage(accountId: string, fromMs: number): Usage {
  const { firestore } = useServices();
  const { data, error, refetch } = useQuery({
    queryKey: ['usage', accountId, fromMs],
    queryFn: () => readMovements(firestore, { accountId, filter: { type: 'usage', fromMs } }),
    staleTime: keptMs,
    gcTime: keptMs,
  });
  const { items } = useList(ledgerList(accountId, { type: 'usage' }));
  const entries = useMemo(() => {
    if (!data) return undefined;
    const all = new Map(data.map(({ id, value }) => [id, value]));
    for (const { id, value } of items ?? []) if (value.createdAt >= fromMs) all.set(id, value);
    return [...all.values()]
      .filter((entry): entry is UsageEntry => entry.kind === 'usage')
      .sort((a, b) => b.createdAt - a.createdAt);
  }, [data, items, fromMs]);
  return { entries, error, retry: () => void refetch() };
}
