import { type Activity, RETENTION_MS } from '@firemeter/functions/contract';
import { t } from '@lingui/core/macro';
import { Plural, Trans } from '@lingui/react/macro';
import { History, SearchX } from 'lucide-react';
import { useCallback } from 'react';
import { Button } from '../../components/button.tsx';
import { DayRange } from '../../components/day-range.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { LiveMark } from '../../components/live-mark.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { SearchBox } from '../../components/search-box.tsx';
import { SearchEnd } from '../../components/search-end.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { Select } from '../../components/select.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { ownActivityList } from '../../lib/list-sources.ts';
import { useAccountId } from '../../lib/use-account-id.ts';
import { useCatalog } from '../../lib/use-catalog.ts';
import { useFound } from '../../lib/use-found.ts';
import { useList } from '../../lib/use-list.ts';
import { useUrlState } from '../../lib/use-url-state.ts';
import { CreditSummary } from './credit-summary.tsx';
import { HistoryDays } from './history-days.tsx';
import { daysKept, historySearch, noHistoryFilter, queryOf, statusOptions } from './history-filter.ts';
import { useCreditFigures } from './use-credit-figures.ts';

export function HistoryPage() {
  const accountId = useAccountId();
  const { published } = useCatalog();
  const [{ request, ...filter }, change] = useUrlState(historySearch);
  const open = useCallback((id: string) => change({ request: id }), [change]);
  const asked = queryOf(filter);
  const list = useList(ownActivityList(accountId, asked));
  const figures = useCreditFigures(asked, list.items);
  const text = filter.text.trim().toLowerCase();
  const matches = useCallback((activity: Activity) => mentions(activity, text), [text]);
  const isSearch = text !== '';
  const found = useFound(list, isSearch ? matches : null);
  const operations = published?.catalog.operations ?? {};
  const isFiltered = isSearch || Object.keys(asked).length > 0;

  return (
    <div className="mx-auto w-full max-w-5xl">
      <PageHeader title={t`History`} aside={<LiveMark status={list.status} />}>
        <Trans>Every request of the last {daysKept(RETENTION_MS)} days, and what it cost.</Trans>
      </PageHeader>
      <CreditSummary label={isSearch ? t`Credits before search` : t`Credits`} flow={figures?.flow} />
      <search className="my-5 flex flex-wrap items-center gap-3">
        <SearchBox
          label={t`Search prompts`}
          placeholder={t`Prompt, model, id…`}
          value={filter.text}
          onChange={(value) => change({ text: value })}
        />
        <Segmented
          label={t`Status`}
          value={filter.status}
          options={statusOptions}
          onChange={(status) => change({ status })}
          className="max-w-full overflow-x-auto"
        />
        <Select
          label={t`Type`}
          value={filter.operation}
          options={[
            { value: 'all', label: t`All types` },
            ...Object.entries(operations).map(([value, { label }]) => ({ value, label })),
          ]}
          onChange={(operation) => change({ operation })}
        />
        <DayRange fromDay={filter.fromDay} untilDay={filter.untilDay} onChange={change} />
        {figures && !isSearch && (
          <p className="nums ms-auto text-ink-3 text-xs">
            <Plural value={figures.count} one="# request" other="# requests" />
          </p>
        )}
      </search>
      {!found.items ? (
        <HistorySkeleton />
      ) : found.items.length > 0 ? (
        <HistoryDays
          items={found.items}
          windowEnd={list.windowEnd}
          operations={operations}
          openId={request}
          onOpen={open}
        />
      ) : found.searching || (isSearch && list.hasOlder) ? null : isFiltered ? (
        <EmptyState
          icon={SearchX}
          title={t`No matching requests`}
          action={
            <Button onClick={() => change(noHistoryFilter)}>
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
    </div>
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
