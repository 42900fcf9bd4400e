import type { AuditEntry } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { ScrollText, SearchX } from 'lucide-react';
import { useCallback } from 'react';
import { z } from 'zod';
import { useList } from '#kit/hooks/use-list.ts';
import { Segmented } from '../../components/controls/segmented.tsx';
import { Select } from '../../components/controls/select.tsx';
import { Skeleton } from '../../components/controls/skeleton.tsx';
import { Unread } from '../../components/controls/unread.tsx';
import { LiveMark } from '../../components/layout/live-mark.tsx';
import { PageHeader } from '../../components/layout/page-header.tsx';
import { SearchBox } from '../../components/layout/search-box.tsx';
import { SearchEnd } from '../../components/layout/search-end.tsx';
import { DayRange } from '../../components/ui/day-range.tsx';
import { EmptyState } from '../../components/ui/empty-state.tsx';
import { usePeople } from '../../lib/data/use-people.ts';
import { urlText } from '../../lib/page/url-state.ts';
import { useFound } from '../../lib/page/use-found.ts';
import { useUrlState } from '../../lib/page/use-url-state.ts';
import { auditList } from '../../lib/service/sources/list-sources.ts';
import { actionText, actionWords } from '../../lib/staff-texts/action-texts.ts';
import { dayEndMs, dayStartMs } from '../../lib/texts/day-range.ts';
import { AuditRow } from './audit-row.tsx';
import { EntrySheet } from './entry-sheet.tsx';
import { ExportEntries } from './export-entries.tsx';
import { SealRow } from './seal-row.tsx';
import { useAuditSubjects } from './use-audit-subjects.ts';

const everyAction = 'all';

const auditSearch = z.object({
  text: urlText,
  /** What the text is compared with: a person as the one who acted or whom it was done to is compared by the store. */
  where: z.enum(['any', 'by', 'about']).catch('any'),
  action: z.string().catch(everyAction),
  fromDay: urlText,
  untilDay: urlText,
  /** The entry that is open. */
  entry: urlText,
});

/** Which member of staff did what to whom, and why; entries are sealed, and only their texts may be erased. */
export function AuditPage() {
  const [search, setSearch] = useUrlState(auditSearch);
  const { text, action, fromDay, untilDay } = search;
  const wanted = text.trim().toLowerCase();
  const isText = wanted !== '';
  const isSearch = isText && search.where === 'any';
  const { data: people, isError } = usePeople(text, { isWanted: isText });
  const about = useAuditSubjects(people, { text, where: search.where });
  const list = useList(about === undefined ? null : auditList({ ...queryOf(search), ...about }));
  const matches = useCallback(
    (entry: AuditEntry) =>
      mentions(entry, wanted) || (people ?? []).some(({ uid }) => mentions(entry, uid.toLowerCase())),
    [wanted, people],
  );
  const found = useFound(list, isSearch ? matches : null);
  const isFiltered = isText || action !== everyAction || fromDay !== '' || untilDay !== '';
  return (
    <div className="mx-auto w-full max-w-[110rem]">
      <PageHeader
        title={t`Audit log`}
        aside={
          <>
            <LiveMark status={list.status} />
            <ExportEntries items={found.items ?? []} />
          </>
        }
      >
        <Trans>
          Every action of the staff, with its target, reason and origin. Entries are sealed within minutes, so
          a change or removal is found; only texts about people may be erased.
        </Trans>
      </PageHeader>
      <SealRow />
      <search className="mb-4 flex flex-wrap items-center gap-2">
        <SearchBox
          label={t`Search by person, target or reason`}
          placeholder={t`Person, target, reason…`}
          value={text}
          onChange={(next) => setSearch({ text: next })}
        />
        <Segmented
          label={t`Search in`}
          value={search.where}
          options={[
            { value: 'any', label: t`Anything` },
            { value: 'by', label: t`Done by` },
            { value: 'about', label: t`Done to` },
          ]}
          onChange={(next) => setSearch({ where: next })}
        />
        <Select
          label={t`Action`}
          value={action}
          options={[
            { value: everyAction, label: t`All actions` },
            ...Object.entries(actionWords).map(([value, label]) => ({ value, label })),
          ]}
          onChange={(next) => setSearch({ action: next })}
        />
        <DayRange fromDay={fromDay} untilDay={untilDay} onChange={setSearch} />
      </search>
      {!found.items ? (
        <Unread status={isError ? 'error' : list.status}>
          <div role="status" aria-label={t`Loading entries`} className="space-y-2">
            <Skeleton className="h-16 rounded-xl" />
            <Skeleton className="h-16 rounded-xl" />
          </div>
        </Unread>
      ) : found.items.length > 0 ? (
        <ul className="divide-y divide-line overflow-hidden rounded-2xl border border-line bg-surface">
          {found.items.map(({ id, value }) => (
            <AuditRow key={id} entry={value} onOpen={() => setSearch({ entry: id }, { push: true })} />
          ))}
        </ul>
      ) : isSearch && list.hasOlder ? null : isFiltered ? (
        <EmptyState icon={SearchX} title={t`No matching entries`}>
          <Trans>No entry matches these filters.</Trans>
        </EmptyState>
      ) : (
        <EmptyState icon={ScrollText} title={t`No entries yet`}>
          <Trans>Actions of the staff appear here as they happen.</Trans>
        </EmptyState>
      )}
      <SearchEnd list={list} found={found} isSearch={isSearch} />
      <EntrySheet entryId={search.entry || undefined} onClose={() => setSearch({ entry: '' })} />
    </div>
  );
}

function queryOf(filter: { action: string; fromDay: string; untilDay: string }) {
  const [fromMs, untilMs] = [dayStartMs(filter.fromDay), dayEndMs(filter.untilDay)];
  return {
    ...(filter.action !== everyAction && { action: filter.action }),
    ...(fromMs !== null && { fromMs }),
    ...(untilMs !== null && { untilMs }),
  };
}

function mentions({ actor, target, reason, action, traceId }: AuditEntry, text: string): boolean {
  const words = [actor.email, actor.uid, target, reason, action, actionText(action), traceId];
  return words.some((word) => word?.toLowerCase().includes(text));
}
