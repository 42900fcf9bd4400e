import type { AuditEntry } from '@firemeter/functions/contract';
import { ScrollText } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LiveMark } from '../../components/live-mark.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { Select } from '../../components/select.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { auditSource } from '../../lib/live-sources.ts';
import { useLive } from '../../lib/use-live.ts';
import { AuditRow } from './audit-row.tsx';
import { EntrySheet } from './entry-sheet.tsx';
import { useOlderEntries } from './use-older-entries.ts';

const everyAction = 'all';

/** Who of the team did what to whom, and why; entries are never changed or deleted. */
export function AuditPage() {
  const { status, items } = useLive(auditSource);
  const older = useOlderEntries(items);
  const [text, setText] = useState('');
  const [action, setAction] = useState(everyAction);
  const [openId, setOpenId] = useState<string>();
  const entries = items && [...items, ...older.items];
  const actions = [...new Set(entries?.map(({ value }) => value.action))].sort();
  const matching = entries?.filter(
    ({ value }) => (action === everyAction || value.action === action) && mentions(value, text),
  );
  return (
    <div className="mx-auto w-full max-w-6xl">
      <PageHeader title="Audit log" aside={<LiveMark status={status} paused={false} />}>
        Who of the team did what, to whom, why and from where. Nothing here is ever changed or deleted.
      </PageHeader>
      <search className="mb-4 flex flex-wrap items-center gap-2">
        <SearchBox
          label="Search by person, target or reason"
          placeholder="Person, target, reason…"
          value={text}
          onChange={setText}
        />
        <Select
          label="Action"
          value={action}
          options={[
            { value: everyAction, label: 'Every action' },
            ...actions.map((value) => ({ value, label: value })),
          ]}
          onChange={setAction}
        />
        {matching && <p className="nums ml-auto text-ink-3 text-xs">{matching.length} shown</p>}
      </search>
      {!matching ? (
        <div role="status" aria-label="Loading entries" className="space-y-2">
          <Skeleton className="h-16 rounded-xl" />
          <Skeleton className="h-16 rounded-xl" />
        </div>
      ) : matching.length === 0 ? (
        <EmptyState icon={ScrollText} title="No entries">
          {entries?.length === 0
            ? 'What the team does shows here by itself.'
            : 'None of the listed entries fits.'}
        </EmptyState>
      ) : (
        <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
          {matching.map(({ id, value }) => (
            <AuditRow key={id} entry={value} onOpen={() => setOpenId(id)} />
          ))}
        </ul>
      )}
      {older.hasMore && (
        <div className="mt-4 flex justify-center">
          <Button busy={older.loading} onClick={older.load}>
            Show older
          </Button>
        </div>
      )}
      <EntrySheet item={entries?.find(({ id }) => id === openId)} onClose={() => setOpenId(undefined)} />
    </div>
  );
}

function mentions({ actor, target, reason, action, traceId }: AuditEntry, text: string): boolean {
  const words = [actor.email, actor.uid, target, reason, action, traceId];
  return words.some((word) => word?.toLowerCase().includes(text.trim().toLowerCase()));
}
