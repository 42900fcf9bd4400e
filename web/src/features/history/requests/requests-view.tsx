import { type Activity, RETENTION_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { History, SearchX, Tag, X } from 'lucide-react';
import { useCallback } from 'react';
import { useList } from '#kit/hooks/use-list.ts';
import { Segmented } from '../../../components/controls/segmented.tsx';
import { Select } from '../../../components/controls/select.tsx';
import { Skeleton } from '../../../components/controls/skeleton.tsx';
import { Unread } from '../../../components/controls/unread.tsx';
import { LiveMark } from '../../../components/layout/live-mark.tsx';
import { SearchBox } from '../../../components/layout/search-box.tsx';
import { SearchEnd } from '../../../components/layout/search-end.tsx';
import { Button } from '../../../components/ui/button.tsx';
import { DayRange } from '../../../components/ui/day-range.tsx';
import { EmptyState } from '../../../components/ui/empty-state.tsx';
import { useAccountId } from '../../../lib/data/use-account-id.ts';
import { useCatalog } from '../../../lib/data/use-catalog.ts';
import { useFound } from '../../../lib/page/use-found.ts';
import { ownActivityList } from '../../../lib/service/sources/list-sources.ts';
import { type HistoryViewProps, noHistoryFilter } from '../history-search.ts';
import { CreditSummary } from './credit-summary.tsx';
import { HistoryDays } from './history-days.tsx';
import { daysKept, queryOf, statusOptions } from './history-filter.ts';
import { useCreditFigures } from './use-credit-figures.ts';

/** Shows every kept request, with its output. */
export function RequestsView({ search, onChange }: HistoryViewProps) {
  const accountId = useAccountId();
  const { published } = useCatalog();
  const asked = queryOf(search);
  const list = useList(ownActivityList(accountId, asked));
  const figures = useCreditFigures(asked, list.items);
  const open = useCallback((id: string) => onChange({ request: id }), [onChange]);
  const text = search.text.trim().toLowerCase();
  const matches = useCallback((activity: Activity) => mentions(activity, text), [text]);
  const isSearch = text !== '';
  const found = useFound(list, isSearch ? matches : null);
  const operations = published?.catalog.operations ?? {};
  const isFiltered = isSearch || Object.keys(asked).length > 0;

  return (
    <>
      <CreditSummary label={isSearch ? t`Credits before search` : t`Credits`} flow={figures?.flow} />
      <search className="my-5 flex flex-wrap items-center gap-3">
        <SearchBox
          label={t`Search prompts`}
          placeholder={t`Prompt, model, id…`}
          value={search.text}
          onChange={(value) => onChange({ text: value })}
        />
        <Segmented
          label={t`Status`}
          value={search.status}
          options={statusOptions}
          onChange={(status) => onChange({ status })}
          className="max-w-full overflow-x-auto"
        />
        <Select
          label={t`Type`}
          value={search.operation}
          options={[
            { value: 'all', label: t`All types` },
            ...Object.entries(operations).map(([value, { label }]) => ({ value, label })),
          ]}
          onChange={(operation) => onChange({ operation })}
        />
        {search.label !== '' && (
          <Button size="small" onClick={() => onChange({ label: '' })}>
            <Tag aria-hidden="true" className="size-3.5" />
            <span className="max-w-48 truncate">{search.label}</span>
            <X aria-hidden="true" className="size-3.5" />
            <span className="sr-only">
              <Trans>Show all labels</Trans>
            </span>
          </Button>
        )}
        <DayRange fromDay={search.fromDay} untilDay={search.untilDay} onChange={onChange} />
        <div className="ms-auto flex items-center gap-3">
          {figures && !isSearch && (
            <p className="nums text-ink-3 text-xs">
              <Plural value={figures.count} one="# request" other="# requests" />
            </p>
          )}
          <LiveMark status={list.status} />
        </div>
      </search>
      {!found.items ? (
        <Unread status={list.status}>
          <HistorySkeleton />
        </Unread>
      ) : found.items.length > 0 ? (
        <HistoryDays
          items={found.items}
          windowEnd={list.windowEnd}
          operations={operations}
          openId={search.request}
          onOpen={open}
        />
      ) : found.searching || (isSearch && list.hasOlder) ? null : isFiltered ? (
        <EmptyState
          icon={SearchX}
          title={t`No matching requests`}
          action={
            <Button onClick={() => onChange(noHistoryFilter)}>
              <Trans>Clear filters</Trans>
            </Button>
          }
        >
          <Trans>None of your requests matches these filters.</Trans>
        </EmptyState>
      ) : (
        <EmptyState icon={History} title={t`Nothing here yet`}>
          <Trans>What you make in the studio appears here as soon as it starts.</Trans>
        </EmptyState>
      )}
      <SearchEnd list={list} found={found} isSearch={isSearch} />
      {found.items && found.items.length > 0 && !list.hasOlder && (
        <p className="mt-6 text-center text-ink-3 text-xs">
          <Trans>Requests and results are kept for {daysKept(RETENTION_MS)} days, credits for good.</Trans>
        </p>
      )}
    </>
  );
}

function mentions({ promptPreview, model, requestId, traceId }: Activity, text: string): boolean {
  return [promptPreview, model, requestId, traceId].some((field) => field.toLowerCase().includes(text));
}

function HistorySkeleton() {
  return (
    <div role="status" aria-label={t`Loading your history`} className="space-y-2">
      {['a', 'b', 'c', 'd', 'e'].map((key) => (
        <Skeleton key={key} className="h-16 rounded-xl" />
      ))}
    </div>
  );
}
